import express from 'express'
import { bootstrapGate } from 'bootstrap-gate'
import { createDocuments } from './documents.mjs'
import { createPoolHolder } from './pool.mjs'
import { createRecorder } from './recorder.mjs'

/**
 * An app as many are: each route loads what it needs when it is first asked. With `gated` it has a
 * gate, and something that watches the gate; nothing else is different.
 */
export function createApp({ gated }) {
  const pool = createPoolHolder()
  const documents = createDocuments()
  const recorder = createRecorder()
  // Six routes have something to start: let each be met once or twice before everybody goes in.
  const gate = gated ? bootstrapGate({ requiredCompletions: 12 }) : undefined
  const app = express()

  if (gate !== undefined) {
    app.get('/gate', (req, res) => res.json(gate.stats()))
    recorder.watch(gate)
    app.use(recorder.arrived, gate, recorder.entered)
  }
  app.use(express.text({ type: () => true }))

  app.post('/transpile', async (req, res) => {
    const { default: typescript } = await import('typescript')
    const { outputText } = typescript.transpileModule(req.body, {
      compilerOptions: { target: typescript.ScriptTarget.ES2022 },
    })
    res.type('text/javascript').send(outputText)
  })

  app.post('/markdown', async (req, res) => {
    const { marked } = await import('marked')
    res.type('html').send(await marked.parse(req.body))
  })

  app.post('/format', async (req, res) => {
    const prettier = await import('prettier')
    const formatted = await prettier.format(req.body, { parser: 'babel' })
    res.type('text/javascript').send(formatted)
  })

  app.get('/orders/:id', async (req, res) => {
    const connections = await pool.get()
    res.json(await connections.query(`order ${req.params.id}`))
  })

  app.get('/invoice/:id', async (req, res) => {
    res.type('text').send(await documents.invoice(req.params.id))
  })

  app.get('/statement/:id', async (req, res) => {
    res.type('text').send(await documents.statement(req.params.id))
  })

  return { app, gate, recorder, pool }
}

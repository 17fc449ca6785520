import express from 'express'
import { createApp } from '../../examples/demo/app.mjs'
import { createDocuments } from '../../examples/demo/documents.mjs'
import { createPoolHolder } from '../../examples/demo/pool.mjs'
import { warmUpRequests } from '../../examples/demo/warm-up.mjs'
import { serveBoot } from '../support/serve-boot.mjs'

const [front, concurrency, requiredCompletions] = process.argv.slice(2)
const outer = express()
let warmUp
const fronts = {
  plain() {},
  async 'express-queue'() {
    const { default: expressQueue } = await import('express-queue')
    outer.use(expressQueue({ activeLimit: 1, queuedLimit: -1 }))
  },
  memoised() {
    const pool = createPoolHolder()
    let connections
    outer.get('/orders/:id', async (req, res) => {
      connections ??= pool.get()
      res.json(await (await connections).query(`order ${req.params.id}`))
    })
    const documents = createDocuments()
    let documentsReady
    outer.use('/:kind', async (req, res, next) => {
      const { kind } = req.params
      if (kind !== 'invoice' && kind !== 'statement') return next()
      documentsReady ??= documents.invoice('0')
      await documentsReady
      res.type('text').send(await documents[kind](req.path.slice(1)))
    })
    return () => pool.opened
  },
  async gate() {
    const { bootstrapGate } = await import('bootstrap-gate')
    const options = {
      concurrency: Number(concurrency),
      requiredCompletions: Number(requiredCompletions),
    }
    outer.use(bootstrapGate(options))
  },
  async 'warmed-up'() {
    const { bootstrapGate } = await import('bootstrap-gate')
    const gate = bootstrapGate({ requiredCompletions: warmUpRequests.length })
    outer.use(gate)
    warmUp = () => gate.warmUp(outer, warmUpRequests)
  },
}

const countOwnPools = await fronts[front]()
const { app, pool } = createApp({ gated: false })
outer.use(app)
await warmUp?.()
serveBoot(outer, countOwnPools ?? (() => pool.opened))

import { createReadStream } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'
import express from 'express'
import { createDocuments } from '../../examples/demo/documents.mjs'
import { createPoolHolder } from '../../examples/demo/pool.mjs'

const eventEveryMs = 1_000
const tokenEveryMs = 100
const settingsMs = 4

/**
 * An app as many are: it opens a pool when it is first needed, and keeps some of its requests open.
 *
 * @param files - a folder with the lazy pages and the download
 * @param readPort - asked when a page fetches the app's own API
 */
export function createTrafficApp(front, files, readPort) {
  const pool = createPoolHolder()
  const site = createSite(pool, readPort)
  const documents = createDocuments()
  let imports = 0
  const app = express()
  for (const middleware of front) app.use(middleware)

  app.get('/orders/:id', async (req, res) => {
    const connections = await pool.get()
    res.json(await connections.query(req.params.id))
  })

  app.get('/events', async (req, res) => {
    await pool.get()
    res.set('content-type', 'text/event-stream')
    await writeUntilClosed(res, 'data: news\n\n', eventEveryMs)
  })

  app.get('/tokens', async (req, res) => {
    await pool.get()
    res.type('text')
    await writeUntilClosed(res, 'token ', tokenEveryMs)
  })

  app.get('/download', async (req, res) => {
    await pool.get()
    createReadStream(new URL('download', files)).pipe(res)
  })

  app.get('/news', async (req, res) => {
    await pool.get()
    await delay(Number(req.query.ms))
    res.sendStatus(204)
  })

  app.post('/photos', async (req, res) => {
    await pool.get()
    // A client that goes away is nobody's error.
    const size = await countBytes(req).catch(() => 0)
    res.json({ size })
  })

  app.get('/pages/:id', async (req, res) => {
    const { settings, connections } = await site.get()
    const { answerTo } = await connections.query(`page ${req.params.id}`)
    res.send(`${settings.title}, ${answerTo}`)
  })

  app.get('/api/settings', async (req, res) => {
    await delay(settingsMs)
    res.json({ title: 'Tea' })
  })

  app.get('/healthz', (req, res) => {
    res.send('ok')
  })

  app.get('/invoice/:id', async (req, res) => {
    res.type('text').send(await documents.invoice(req.params.id))
  })

  app.get('/statement/:id', async (req, res) => {
    res.type('text').send(await documents.statement(req.params.id))
  })

  app.get('/lazy/:id', async (req, res) => {
    imports++
    const { render } = await import(new URL(`${req.params.id}.mjs`, files))
    res.send(render())
  })

  return {
    app,
    /** How many imports there were, and how often something was initialised that was there already. */
    report: () => ({ imports, initialisedAgain: timesTooMany(pool) + timesTooMany(site) }),
  }
}

const timesTooMany = ({ opened }) => Math.max(0, opened - 1)

/**
 * Every page asks the app's own API for something. The first also opens what all of them need: between
 * the check and the opening lies that request to the app itself.
 */
function createSite(pool, readPort) {
  let connections
  let opened = 0
  return {
    async get() {
      const isOpen = connections !== undefined
      const response = await fetch(`http://127.0.0.1:${String(readPort())}/api/settings`)
      const settings = await response.json()
      if (!isOpen) {
        opened++
        connections = await pool.get()
      }
      return { settings, connections }
    },
    get opened() {
      return opened
    },
  }
}

async function countBytes(stream) {
  let size = 0
  for await (const chunk of stream) size += chunk.length
  return size
}

async function writeUntilClosed(res, piece, everyMs) {
  while (!res.closed) {
    res.write(piece)
    await delay(everyMs)
  }
}

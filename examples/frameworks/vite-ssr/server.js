import { readFile } from 'node:fs/promises'
import { bootstrapGate } from 'bootstrap-gate'
import express from 'express'
import { createServer } from 'vite'

const vite = await createServer({ server: { middlewareMode: true }, appType: 'custom' })

const app = express()
app.use(bootstrapGate())
app.use(vite.middlewares)
app.use(async (req, res, next) => {
  try {
    const template = await vite.transformIndexHtml(req.url, await readFile('index.html', 'utf8'))
    const { render } = await vite.ssrLoadModule('/src/entry-server.js')
    res.type('html').send(template.replace('<!--app-->', await render(req.url)))
  } catch (error) {
    vite.ssrFixStacktrace(error)
    next(error)
  }
})
app.listen(process.env.PORT ?? 3000)

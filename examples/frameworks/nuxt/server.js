import http from 'node:http'
import { bootstrapGate } from 'bootstrap-gate'
import { listener } from './.output/server/index.mjs'

// Not fromNodeMiddleware(gate) in server/middleware: a page that asks the API would wait for itself.
const gate = bootstrapGate()

http
  .createServer((req, res) => gate(req, res, () => listener(req, res)))
  .listen(process.env.PORT ?? 3000)

import http from 'node:http'
import { bootstrapGate } from 'bootstrap-gate'
import next from 'next'

const app = next({ dev: false })
await app.prepare()
const handle = app.getRequestHandler()
const gate = bootstrapGate()

http
  .createServer((req, res) => gate(req, res, () => handle(req, res)))
  .listen(process.env.PORT ?? 3000)

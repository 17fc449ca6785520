import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { bootstrapGate } from 'bootstrap-gate'
import { listen } from './listen.js'

/** Stands for a framework such as Next.js, which prepares itself and then handles requests. */
const framework = {
  prepare: (): Promise<void> => Promise.resolve(),

  async handle(req: IncomingMessage, res: ServerResponse): Promise<void> {
    if (req.url === '/healthz') {
      res.end('well')
      return
    }
    const { title } = await loadReport()
    res.end(title)
  },
}

const gate = bootstrapGate({
  waitFor: [framework.prepare()],
  skip: (req) => req.url === '/healthz',
  requestWasSuccessful: (_req, res) => res.statusCode < 500,
  handler: (_req, res, _next, rejection) => {
    res.writeHead(rejection.status).end(rejection.code)
  },
})
const loadReport = gate.lazy(() => import('./report.js'), 'report')

const server = createServer((req, res) => {
  gate(req, res, () => {
    void framework.handle(req, res)
  })
})
listen(server, gate)

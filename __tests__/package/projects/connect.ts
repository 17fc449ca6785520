import { createServer } from 'node:http'
import connect from 'connect'
import { bootstrapGate } from 'bootstrap-gate'
import { listen } from './listen.js'

const gate = bootstrapGate({
  skip: (req: connect.IncomingMessage) => req.originalUrl === '/healthz',
  handler: (_req, res, next: connect.NextFunction, rejection) => {
    if (res.headersSent) next(rejection)
    else res.writeHead(rejection.status).end(rejection.code)
  },
})
const loadReport = gate.lazy(() => import('./report.js'), 'report')

const app = connect()
app.use(gate)
app.use('/healthz', (_req, res) => {
  res.end('well')
})
app.use('/report', bootstrapGate())
app.use('/report', (_req, res, next) => {
  loadReport().then(({ title }) => res.end(title), next)
})

export const middleware: connect.NextHandleFunction = gate

listen(createServer(app), gate)

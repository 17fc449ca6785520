import { createServer } from 'node:http'
import express from 'express'
import { bootstrapGate, type BootstrapGate } from 'bootstrap-gate'
import { listen } from './listen.js'

const gate: BootstrapGate = bootstrapGate({
  skip: (req: express.Request) => req.path === '/healthz',
  requestWasSuccessful: (_req: express.Request, res: express.Response) => !res.locals['failed'],
  handler: (req: express.Request, res: express.Response, next: express.NextFunction, rejection) => {
    if (req.accepts('json')) res.status(rejection.status).json({ code: rejection.code })
    else next(rejection)
  },
})
const loadReport = gate.lazy(() => import('./report.js'), 'report')

const reports = express.Router()
reports.use(bootstrapGate())
reports.get('/', async (_req, res) => {
  const { title } = await loadReport()
  res.send(title)
})

const app = express()
app.use(gate)
app.get('/healthz', bootstrapGate(), (_req, res) => {
  res.send('well')
})
app.use('/report', bootstrapGate(), reports)

export const middleware: express.RequestHandler = gate

listen(createServer(app), gate)

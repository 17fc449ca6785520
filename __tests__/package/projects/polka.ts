import { bootstrapGate } from 'bootstrap-gate'
import polka from 'polka'

const gate = bootstrapGate({ skip: (req: polka.Request) => req.path === '/healthz' })

export const app = polka()
  .use(gate)
  .use('/report', bootstrapGate())
  .get('/report', gate, (_req, res) => {
    res.end('report')
  })
export const middleware: polka.Middleware = gate

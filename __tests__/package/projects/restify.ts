import { bootstrapGate } from 'bootstrap-gate'
import restify from 'restify'

const gate = bootstrapGate({
  skip: (req: restify.Request) => req.path() === '/healthz',
  handler: (_req: restify.Request, res: restify.Response, next: restify.Next, rejection) => {
    res.send(rejection.status, { code: rejection.code })
    next(false)
  },
})

export const app = restify.createServer()
app.use(gate)
app.get('/report', bootstrapGate(), (_req, res, next) => {
  res.send('report')
  next()
})
export const middleware: restify.RequestHandler = gate

import http from 'node:http'
import { bootstrapGate } from 'bootstrap-gate'
import { H3, defineLazyEventHandler, toNodeHandler } from 'h3'

const app = new H3()
app.get('/orders', async () => (await import('./routes/orders.js')).orders())
app.get(
  '/report',
  defineLazyEventHandler(async () => {
    const { report } = await import('./routes/report.js')
    return () => report()
  }),
)

// Or app.use(fromNodeHandler(gate)), where no route calls app.request().
const handle = toNodeHandler(app)
const gate = bootstrapGate()

http
  .createServer((req, res) => gate(req, res, () => handle(req, res)))
  .listen(process.env.PORT ?? 3000)

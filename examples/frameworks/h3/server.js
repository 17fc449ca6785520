import { bootstrapGate } from 'bootstrap-gate'
import { H3, defineLazyEventHandler, fromNodeHandler, serve } from 'h3'

const app = new H3()
app.use(fromNodeHandler(bootstrapGate()))
app.get('/orders', async () => (await import('./routes/orders.js')).orders())
app.get(
  '/report',
  defineLazyEventHandler(async () => {
    const { report } = await import('./routes/report.js')
    return () => report()
  }),
)

serve(app, { port: process.env.PORT ?? 3000 })

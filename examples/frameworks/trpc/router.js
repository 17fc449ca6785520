import { initTRPC, lazy } from '@trpc/server'

const t = initTRPC.create()

export const appRouter = t.router({
  orders: lazy(() => import('./routers/orders.js')),
  report: t.procedure.query(async () => (await import('./report.js')).report()),
})

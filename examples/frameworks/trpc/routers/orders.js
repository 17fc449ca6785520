import { initTRPC } from '@trpc/server'
import { getPool } from '../pool.js'

const t = initTRPC.create()

export const ordersRouter = t.router({
  list: t.procedure.query(async () => {
    const pool = await getPool()
    return pool.query('orders')
  }),
})

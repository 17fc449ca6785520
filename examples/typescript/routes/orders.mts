import type { RequestHandler } from 'express'
import { getPool } from '../pool.mjs'

export const handle: RequestHandler<{ id: string }> = async (req, res) => {
  const { number } = await getPool()
  res.type('text').send(`order ${req.params.id} from pool ${String(number)}\n`)
}

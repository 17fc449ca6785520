import type { RequestHandler } from 'express'
import { getPool } from '../pool.mjs'

export const handle: RequestHandler = async (_req, res) => {
  const { number } = await getPool()
  res.type('text').send(`a report from pool ${String(number)}\n`)
}

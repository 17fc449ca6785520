import { getPool } from './pool.js'

export async function report() {
  const pool = await getPool()
  return pool.query('report')
}

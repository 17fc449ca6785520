import { getPool } from './pool'

export async function report() {
  const pool = await getPool()
  return pool.query('report')
}

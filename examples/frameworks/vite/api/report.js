import { getPool } from './pool.js'

export async function answer() {
  const pool = await getPool()
  return pool.query('report')
}

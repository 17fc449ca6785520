import { getPool } from './pool'

export async function stock() {
  const pool = await getPool()
  return pool.query('stock')
}

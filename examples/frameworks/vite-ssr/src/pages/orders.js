import { getPool } from '../pool.js'

export async function orders() {
  const pool = await getPool()
  return pool.query('orders')
}

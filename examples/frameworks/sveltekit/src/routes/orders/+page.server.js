import { getPool } from '#lib/pool.js'

export async function load() {
  const pool = await getPool()
  return { orders: await pool.query('orders') }
}

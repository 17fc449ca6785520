import { getPool } from '../../lib/pool'

export const dynamic = 'force-dynamic'

export default async function Orders() {
  const pool = await getPool()
  return <p>{await pool.query('orders')}</p>
}

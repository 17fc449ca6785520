import { getPool } from '../../lib/pool'

export const dynamic = 'force-dynamic'

export default async function Report() {
  const pool = await getPool()
  return <p>{await pool.query('report')}</p>
}

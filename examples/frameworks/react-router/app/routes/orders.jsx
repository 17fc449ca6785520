import { getPool } from '../pool'

export async function loader() {
  const pool = await getPool()
  return pool.query('orders')
}

export default function Orders({ loaderData }) {
  return <p>{loaderData}</p>
}

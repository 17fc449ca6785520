export default defineEventHandler(async () => {
  const pool = await getPool()
  return pool.query('orders')
})

export const dynamic = 'force-dynamic'

export async function GET() {
  const { stock } = await import('../../../lib/stock')
  return Response.json(await stock())
}

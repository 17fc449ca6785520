export async function GET() {
  const { report } = await import('../report.js')
  return new Response(await report())
}

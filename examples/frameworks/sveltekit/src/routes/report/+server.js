export async function GET() {
  const { report } = await import('#lib/report.js')
  return new Response(await report())
}

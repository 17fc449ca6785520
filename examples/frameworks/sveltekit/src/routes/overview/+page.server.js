export async function load({ fetch }) {
  const response = await fetch('/report')
  return { report: await response.text() }
}

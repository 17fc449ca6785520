import autocannon from 'autocannon'

const connections = 20

/** Requests per second that a local server answers. */
export async function measureRate(port, amount) {
  const begun = performance.now()
  const { errors, non2xx } = await autocannon({
    url: `http://127.0.0.1:${String(port)}/`,
    connections,
    amount,
  })
  if (errors + non2xx > 0) throw new Error(`${errors} errors, ${non2xx} answers other than 2xx.`)
  return (amount * 1_000) / (performance.now() - begun)
}

import autocannon from 'autocannon'

const connections = 20

/** Requests per second that a local server answers, over a second. */
export async function measureRate(port) {
  let answers = 0
  let firstAt
  let lastAt
  const run = autocannon({
    url: `http://127.0.0.1:${String(port)}/`,
    connections,
    duration: 1,
  })
  run.on('response', () => {
    lastAt = performance.now()
    firstAt ??= lastAt
    answers++
  })
  const { errors, non2xx } = await run
  if (errors + non2xx > 0) throw new Error(`${errors} errors, ${non2xx} answers other than 2xx.`)
  return ((answers - 1) * 1_000) / (lastAt - firstAt)
}

import { describeClient } from './clients.mjs'

const probesWithinMs = 2_000
/** So that the orders of pages are not those of the ordinary clients. */
const firstPage = 500

/** Who comes back after a deploy: every other client is one of these, the rest are ordinary ones. */
const others = [stream, page, stream, stream, page, stream, probe]

export function describeReturningClients(count) {
  return Array.from({ length: count }, (_, n) => {
    const half = Math.floor(n / 2)
    if (n % 2 === 1) return { kind: 'ordinary', ...describeClient(half) }
    return { method: 'GET', ...others[half % others.length](n, count) }
  })
}

/** As an `EventSource` asks. It stays when it has its first event. */
function stream(n) {
  return {
    kind: 'stream',
    path: `/events/${n}`,
    headers: { accept: 'text/event-stream', 'cache-control': 'no-cache' },
    stays: true,
    isRight: (answer) => answer === `data: order ${n}\n\n`,
  }
}

function page(n) {
  const id = firstPage + n
  return {
    kind: 'page',
    path: `/dashboard/${id}`,
    isRight: (answer) =>
      answer.startsWith(`<h1>Order ${id}</h1>`) &&
      answer.includes(`{"answerTo":"order ${id}"}`) &&
      answer.includes(`Invoice ${id}. Total: ${id}.00 EUR`) &&
      answer.includes(`Statement ${id}. Total: ${id}.00 EUR`),
  }
}

/** As Kubernetes asks, again and again. */
function probe(n, count) {
  return {
    kind: 'probe',
    path: '/healthz',
    headers: { 'user-agent': 'kube-probe/1.34', connection: 'close' },
    afterMs: (n / count) * probesWithinMs,
    isRight: (answer) => answer === 'alive\n',
  }
}

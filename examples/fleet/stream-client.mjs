import { request } from 'node:http'
import { setTimeout as delay } from 'node:timers/promises'
import { createEventReader } from './event-reader.mjs'

/**
 * Keeps a stream of events open, as an `EventSource` does: when it ends it comes again after the time
 * that the server has named, and says which event it had last. A stream that ends as HTTP has it is
 * not lost. One that is cut off is, and one in which an event is missing, comes twice or too late.
 */
export async function runStreamClient(n, world) {
  const place = { last: 0, retryMs: 1_000 }
  while (!world.isOver()) {
    await follow(n, place, world)
    await delay(place.retryMs)
  }
}

/** One connection, from asking to its end. Moves `place` on. */
function follow(n, place, { port, agent, patienceMs, signal, record }) {
  return new Promise((resolve) => {
    const path = `/events/${n}`
    const headers = { accept: 'text/event-stream', 'cache-control': 'no-cache' }
    if (place.last > 0) headers['last-event-id'] = place.last
    const first = place.last + 1
    const begunAt = performance.now()
    let status
    let isOver = false

    const end = (note) => {
      if (isOver) return
      isOver = true
      clearTimeout(timer)
      signal.removeEventListener('abort', leave)
      if (!signal.aborted) record({ path, begunAt, status, ...note })
      req.destroy()
      resolve()
    }
    const fail = (fault, more) => end({ kind: 'stream', fault, ...more })
    const leave = () => end({})
    const giveUp = () =>
      fail(`no event within ${patienceMs / 1000} s`, { isUnanswered: place.last < first })
    let timer = setTimeout(giveUp, patienceMs)

    const reader = createEventReader({
      onRetry: (ms) => (place.retryMs = ms),
      onEvent({ id, data }) {
        if (isOver) return
        if (id !== place.last + 1 || data !== `order ${n}`) {
          fail(`after event ${place.last} came event ${id}, ${JSON.stringify(data)}`)
          return
        }
        place.last = id
        clearTimeout(timer)
        timer = setTimeout(giveUp, patienceMs)
        const waitedMs = performance.now() - begunAt
        if (id === first) record({ kind: 'stream', path, begunAt, status, waitedMs })
        else record({ kind: 'event' })
      },
    })
    const req = request({ host: '127.0.0.1', port, agent, path, headers }, (res) => {
      status = res.statusCode
      if (status !== 200) return fail(`status ${status}`)
      res.setEncoding('utf8')
      res.on('data', reader.read)
      res.on('error', (error) => fail(`cut off: ${error.message}`))
      res.on('end', () =>
        reader.isBetweenEvents ? end({ kind: 'reconnect' }) : fail('ended within an event'),
      )
    })
    req.on('error', (error) => fail(error.code ?? error.message))
    signal.addEventListener('abort', leave)
    req.end()
  })
}

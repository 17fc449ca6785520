import { once } from 'node:events'
import { Agent, request } from 'node:http'
import { text } from 'node:stream/consumers'
import { setTimeout as delay } from 'node:timers/promises'

const uploadPieceBytes = 2_000
const uploadEveryMs = 100

/** Kinds of clients of one server, who all go away with the signal. */
export function createClients(port, signal) {
  const origin = `http://127.0.0.1:${String(port)}`
  const ignore = () => {}

  /** Sends a request, and waits for the head of its response. */
  async function open(path, { send = (req) => req.end(), ...options } = {}) {
    const req = request(`${origin}${path}`, { agent: false, signal, ...options })
    req.on('error', ignore)
    const head = once(req, 'response', { signal })
    send(req)
    const [response] = await head
    response.on('error', ignore)
    return response
  }

  async function readAll(path, isRight, options) {
    const response = await open(path, options)
    const answer = await text(response)
    return judge(response.statusCode, () => isRight(answer))
  }

  /** A response that goes on: right is its first piece. */
  async function readBegin(path, isRight, andThen, options) {
    const response = await open(path, options)
    for await (const piece of response.iterator({ destroyOnReturn: false })) {
      andThen(response)
      // What a gate rejects an event stream with is an empty one of 200, so that it comes again.
      if (String(piece).startsWith('retry:')) return 'rejected'
      return judge(response.statusCode, () => isRight(piece))
    }
    return 'failed'
  }

  return {
    get: (path, isRight) => outcomeOf(signal, () => readAll(path, isRight)),

    probe: (path) =>
      outcomeOf(signal, () =>
        readAll(path, (answer) => answer === 'ok', {
          headers: { 'user-agent': 'kube-probe/1.33' },
        }),
      ),

    /** As a browser's EventSource sends it. */
    eventStream: (path) =>
      outcomeOf(signal, () =>
        readBegin(
          path,
          (piece) => String(piece).startsWith('data:'),
          (response) => response.resume(),
          { headers: { accept: 'text/event-stream', 'cache-control': 'no-cache' } },
        ),
      ),

    streamByFetch: (path) =>
      outcomeOf(signal, async () => {
        const response = await fetch(`${origin}${path}`, { signal })
        const reader = response.body.getReader()
        const { value = '' } = await reader.read()
        readOn(reader).catch(ignore)
        return judge(response.status, () => value.length > 0)
      }),

    /** Reads the begin of a download, and no more. */
    slowReader: (path) =>
      outcomeOf(signal, () =>
        readBegin(
          path,
          (piece) => piece.length > 0,
          (response) => response.pause(),
        ),
      ),

    /** Sends so many bytes at 20 KB/s. */
    slowUpload: (path, bytes) =>
      outcomeOf(signal, () =>
        readAll(path, (answer) => JSON.parse(answer).size === bytes, {
          method: 'POST',
          headers: { 'content-length': bytes },
          send: (req) => void sendSlowly(req, bytes).catch(ignore),
        }),
      ),

    /** Asks for all paths over so many connections. */
    async crawl(paths, connections, isRight) {
      const agent = new Agent({ keepAlive: true, maxSockets: connections })
      const rest = paths.values()
      const outcomes = []
      const walk = async () => {
        for (const path of rest) {
          const visit = () => readAll(path, isRight, { agent })
          outcomes.push(await outcomeOf(signal, visit))
        }
      }
      await Promise.all(Array.from({ length: connections }, walk))
      agent.destroy()
      return outcomes
    },
  }

  async function sendSlowly(req, bytes) {
    for (let sent = 0; sent < bytes; sent += uploadPieceBytes) {
      req.write(Buffer.alloc(Math.min(uploadPieceBytes, bytes - sent)))
      await delay(uploadEveryMs, undefined, { signal })
    }
    req.end()
  }
}

async function readOn(reader) {
  let isDone = false
  while (!isDone) ({ done: isDone } = await reader.read())
}

function judge(status, isRight) {
  if (status === 503) return 'rejected'
  return status < 300 && isRight() ? 'answered' : 'failed'
}

/** What became of a client, and how long that took. */
async function outcomeOf(signal, work) {
  const begun = performance.now()
  let end
  try {
    end = await work()
  } catch {
    end = signal.aborted ? 'unanswered' : 'failed'
  }
  return { end, ms: performance.now() - begun }
}

import { createHash } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import { exchange } from './exchange.mjs'

const parts = 10
const gapMs = 25
const leastBytes = 100_000
const mostBytes = 400_000

/** Sends one body after the other, slowly, and compares what the server says that it got. */
export async function runUploadClient(n, { random, isOver, pause, record, ...world }) {
  const { port, agent, patienceMs } = world
  while (!isOver()) {
    const body = createBody(random)
    const headers = { 'content-length': body.length }
    const write = (req, onPause) => sendSlowly(req, body, onPause)
    const begunAt = performance.now()
    const path = `/uploads?client=${n}`
    const sent = { port, agent, method: 'POST', path, headers, write, patienceMs }
    const result = await exchange(sent)
    const sha256 = createHash('sha256').update(body).digest('hex')
    const expected = JSON.stringify({ bytes: body.length, sha256 })
    const { status, answer } = result
    const wrong =
      status === 200 && answer === expected ? undefined : `status ${status}, not the whole body`
    record({ kind: 'upload', path, begunAt, ...result, fault: result.fault ?? wrong })
    await pause()
  }
}

/** Each byte its own, as far as that goes: what is missing or comes twice changes the hash. */
function createBody(random) {
  const body = Buffer.alloc(Math.floor(leastBytes + random() * (mostBytes - leastBytes)))
  for (let at = 0; at + 4 <= body.length; at += 4) body.writeUInt32LE(random() * 2 ** 32, at)
  return body
}

async function sendSlowly(req, body, onPause) {
  const size = Math.ceil(body.length / parts)
  for (let at = 0; at < body.length && !req.destroyed; at += size) {
    const part = body.subarray(at, at + size)
    await new Promise((resolve) => {
      req.write(part, resolve)
      req.once('close', resolve)
    })
    if (at + size >= body.length) break
    const begun = performance.now()
    await delay(gapMs)
    onPause(performance.now() - begun)
  }
  req.end()
}

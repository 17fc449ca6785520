import { AsyncResource } from 'node:async_hooks'
import { Mutex } from 'async-mutex'
import { bootstrapGate } from 'bootstrap-gate'
import { bulkhead } from 'cockatiel'
import expressQueue from 'express-queue'
import PQueue from 'p-queue'

const noLimits = {
  maxQueueSize: 1_000_000,
  queueTimeoutMs: 0,
  slotTimeoutMs: 0,
  bootTimeoutMs: 0,
}

/** Hears of who leaves, though it does nothing then, and calls `next()` in the context that it came in. */
export const floor = 'listeners and a context'

class Waiting extends AsyncResource {
  constructor(next) {
    super('Waiting')
    this.next = next
  }
}

/**
 * What holds requests, each written as people write it. A holder is made with a middleware, and
 * `open`, which lets in all that it holds.
 */
export const holders = {
  'bootstrap-gate': () => {
    const gate = bootstrapGate(noLimits)
    return { middleware: gate, open: () => gate.open() }
  },
  'array of closures': () => {
    const held = []
    return {
      middleware(req, res, next) {
        held.push(() => next())
      },
      open() {
        for (const enter of held.splice(0)) enter()
      },
    }
  },
  [floor]: () => {
    const held = []
    const listener = () => {}
    return {
      middleware(req, res, next) {
        res.on('close', listener)
        req.on('close', listener)
        held.push(new Waiting(next))
      },
      open() {
        for (const waiting of held.splice(0)) waiting.runInAsyncScope(waiting.next)
      },
    }
  },
  'array that clients leave': () => {
    const held = []
    return {
      middleware(req, res, next) {
        held.push(next)
        res.once('close', () => held.splice(held.indexOf(next), 1))
      },
      open() {
        for (const next of held.splice(0)) next()
      },
    }
  },
  'express-queue': () => {
    const options = { activeLimit: 1, queuedLimit: -1 }
    return {
      middleware: expressQueue(options),
      open() {
        options.activeLimit = -1
      },
    }
  },
  'p-queue': () => {
    const queue = new PQueue({ concurrency: 1 })
    return {
      middleware: (req, res, next) => queue.add(() => enterUntilClosed(res, next)),
      open() {
        queue.concurrency = Infinity
      },
    }
  },
  'p-queue with signals': () => {
    const queue = new PQueue({ concurrency: 1 })
    return {
      async middleware(req, res, next) {
        const gone = new globalThis.AbortController()
        res.once('close', () => gone.abort())
        const work = () => enterUntilClosed(res, next)
        await queue.add(work, { signal: gone.signal }).catch(() => undefined)
      },
      open() {
        queue.concurrency = Infinity
      },
    }
  },
  'cockatiel bulkhead': () => {
    const one = bulkhead(1, Infinity)
    return {
      middleware: (req, res, next) => one.execute(() => enterUntilClosed(res, next)),
      open() {},
    }
  },
  'async-mutex': () => {
    const mutex = new Mutex()
    return {
      async middleware(req, res, next) {
        const release = await mutex.acquire()
        res.once('close', release)
        next()
      },
      open() {},
    }
  },
}

function enterUntilClosed(res, next) {
  return new Promise((resolve) => {
    res.once('close', resolve)
    next()
  })
}

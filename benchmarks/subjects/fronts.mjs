import { bootstrapGate } from 'bootstrap-gate'
import expressQueue from 'express-queue'
import { rateLimit } from 'express-rate-limit'

/** What stands before the routes of a running app: nothing, or a middleware that lets all pass. */
const fronts = {
  'no gate': () => [],
  'no gate, a second app': () => [],
  'bootstrap-gate, open': () => {
    const gate = bootstrapGate()
    gate.open()
    return [gate]
  },
  '`await ready` by hand': () => {
    const ready = Promise.resolve()
    return [
      async (req, res, next) => {
        await ready
        next()
      },
    ]
  },
  'express-queue, no limit': () => [expressQueue({ activeLimit: -1, queuedLimit: -1 })],
  'express-rate-limit, limit not reached': () => [rateLimit({ windowMs: 60_000, limit: 1e9 })],
}

/** The first is what the others are measured against. */
export const frontNames = Object.keys(fronts)

/** @returns a list with no middleware or one */
export function createFront(name) {
  return fronts[name]()
}

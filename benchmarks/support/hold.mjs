import { setImmediate as turn } from 'node:timers/promises'
import { createExchange, createExchanges } from './fake-messages.mjs'
import { holders } from '../subjects/holders.mjs'

/**
 * A holder with one request inside the app, so that it holds all that come, and exchanges to come.
 *
 * @returns also `app`, which ends each response as it comes in, the first one's excepted
 */
export async function prepare(subject, size) {
  const app = { entered: 0, first: undefined }
  const handle = (req, res) => {
    app.entered++
    if (app.first === undefined) app.first = res
    else res.end()
  }
  const holder = holders[subject]()
  const { req, res, next } = createExchange(handle)
  holder.middleware(req, res, next)
  await turn()
  // What lets nobody in by itself gets on without a first one.
  app.first ??= res
  return { app, holder, exchanges: createExchanges(size, handle) }
}

/** Lets all of them arrive, and waits until each is held. */
export async function holdAll(holder, exchanges) {
  for (const { req, res, next } of exchanges) holder.middleware(req, res, next)
  await turn()
}

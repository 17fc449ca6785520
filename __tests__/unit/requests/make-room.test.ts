import { defaultMaxListeners } from 'node:events'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { meet } from '../../helpers/by-hand'
import { closedGate } from '../../helpers/closed-gate'

interface Messages {
  readonly req: IncomingMessage
  readonly res: ServerResponse
}

/** A message that meets one gate behind the other; each listens to it. */
function meetMany(gates: number, prepare: (messages: Messages) => void): Messages {
  const messages = meet(closedGate())
  prepare(messages)
  const { req, res } = messages
  for (let count = 1; count < gates; count++) closedGate()(req, res, () => undefined)
  return messages
}

test('whatever gates listen to a message, others may as often as without them', () => {
  const { req, res } = meetMany(30, () => undefined)
  expect(res.listenerCount('close')).toBe(30)
  for (const message of [req, res]) {
    expect(message.getMaxListeners()).toBeGreaterThanOrEqual(30 + defaultMaxListeners)
  }
})

test('a few gates change nothing', () => {
  const { req, res } = meetMany(3, () => undefined)
  expect([req, res].map((message) => message.getMaxListeners())).toEqual([
    defaultMaxListeners,
    defaultMaxListeners,
  ])
})

test.each([0, 1000])('a message that may have %d listeners (0: any number) may still', (most) => {
  const { res } = meetMany(30, (messages) => messages.res.setMaxListeners(most))
  expect(res.getMaxListeners()).toBe(most)
})

test.each([
  ['count its listeners', 'listenerCount'],
  ['tell how many it may have', 'getMaxListeners'],
  ['be allowed more of them', 'setMaxListeners'],
])('a message that cannot %s is watched all the same', (_what, method) => {
  const { res } = meetMany(defaultMaxListeners, (messages) => {
    Object.assign(messages.res, { [method]: undefined })
  })
  expect(res.listeners('close')).toHaveLength(defaultMaxListeners)
})

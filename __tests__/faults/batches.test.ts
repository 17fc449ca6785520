import { setImmediate as turn } from 'node:timers/promises'
import { bootstrapGate, type BootstrapGate } from '../../lib'
import { meet } from '../helpers/by-hand'

/** A closed gate that holds so many requests; each goes through the work when it is let in. */
function hold(count: number, work: () => undefined): BootstrapGate {
  const gate = bootstrapGate({ waitFor: [new Promise(() => undefined)], trackImports: false })
  for (let index = 0; index < count; index++) meet(gate, {}, { handler: work })
  return gate
}

test('opening lets the event loop turn between batches of requests', async () => {
  let entered = 0
  hold(1000, () => {
    entered++
    return undefined
  }).open()
  expect(entered).toBeLessThanOrEqual(128)
  await turn()
  expect(entered).toBeLessThan(1000)
  while (entered < 1000) await turn()
})

test('requests that work for long as they are let in are let in one by one', async () => {
  let entered = 0
  const gate = hold(5, () => {
    entered++
    const end = performance.now() + 10
    while (performance.now() < end);
    return undefined
  })
  gate.open()
  expect(entered).toBe(1)
  while (entered < 5) await turn()
})

import diagnostics, { type ChannelListener } from 'node:diagnostics_channel'
import fc from 'fast-check'

// That a mutant fails is all there is to know: its schedule need not be made short.
fc.configureGlobal({ endOnFailure: true })

// All mutants run in one process: a subscription that one has left must not fail the next.
const { subscribe } = diagnostics
const subscriptions: [name: string | symbol, listener: ChannelListener][] = []

// In a hook, as its undoing is: in a file of which no test is run there are none.
beforeAll(() => {
  diagnostics.subscribe = (name, listener) => {
    subscriptions.push([name, listener])
    subscribe(name, listener)
  }
})

afterAll(() => {
  diagnostics.subscribe = subscribe
  for (const [name, listener] of subscriptions) diagnostics.unsubscribe(name, listener)
})

import { bootstrapGate } from 'bootstrap-gate'

const gate = bootstrapGate()

// @ts-expect-error -- an unknown option
bootstrapGate({ requiredCompletion: 4 })
// @ts-expect-error -- a wrong type
bootstrapGate({ requiredCompletions: '4' })
// @ts-expect-error -- a value that is not allowed
bootstrapGate({ onBootTimeout: 'close' })
// @ts-expect-error -- a function that returns something else
bootstrapGate({ ignoreImport: () => 'yes' })
// @ts-expect-error -- no function takes a request for a text
bootstrapGate({ skip: (req: string) => req === '' })
// @ts-expect-error -- one promise for an answer
bootstrapGate({ requestWasSuccessful: async () => Promise.resolve(true) })
// @ts-expect-error -- a handler of no request
bootstrapGate({ handler: (req: number) => req })
// @ts-expect-error -- one promise, where a list is asked for
bootstrapGate({ waitFor: Promise.resolve() })
// @ts-expect-error -- a second argument
bootstrapGate({}, {})
// @ts-expect-error -- a member that is to be read only
gate.state = 'open'
// @ts-expect-error -- what the event carries is no text
gate.events.on('admit', (text: string) => text)
// @ts-expect-error -- work is no number
void gate.track(1)
// @ts-expect-error -- the result is a number
export const text: Promise<string> = gate.track(() => 1)
// @ts-expect-error -- a promise, where a function is asked for
gate.lazy(Promise.resolve(1))
// @ts-expect-error -- an unknown member
export const { close } = gate

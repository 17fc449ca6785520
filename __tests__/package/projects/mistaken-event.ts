import { bootstrapGate } from 'bootstrap-gate'

// @ts-expect-error -- an unknown event; the types of Node 26 and later allow it
bootstrapGate().events.on('error', () => undefined)

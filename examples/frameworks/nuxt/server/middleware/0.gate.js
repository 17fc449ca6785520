import { bootstrapGate } from 'bootstrap-gate'

// The first by its name: all others come after it.
export default fromNodeMiddleware(bootstrapGate())

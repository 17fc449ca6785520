import { bootstrapGate } from 'bootstrap-gate'

// The digit has it run before the other middleware.
export default fromNodeMiddleware(bootstrapGate())

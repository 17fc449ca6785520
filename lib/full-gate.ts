// What a LateGate loads, in a file of its own in the package.

export { Gate } from './gate'
export { rehearse } from './rehearsal'

import fc from 'fast-check'
import { command, type GateCommand } from './command'
import { expectSame } from '../invariants'

const settlePrerequisite = fc.constantFrom(false, false, false, true).map((failed) =>
  command({
    name: `waitFor ${failed ? 'rejects' : 'fulfils'}`,
    target: (model) => (model.unsettledPrerequisites > 0 ? true : undefined),
    model: (model) => {
      model.settlePrerequisite(failed)
    },
    real: (real) => {
      const prerequisite = real.prerequisites.pop()
      if (failed) prerequisite?.reject(real.cause)
      else prerequisite?.fulfil()
    },
  }),
)

const open = fc.constant(
  command({
    name: 'gate.open()',
    target: () => true,
    model: (model) => {
      model.open('manual')
    },
    real: (real) => {
      real.gate.open()
    },
  }),
)

const shutdown = fc.constant(
  command({
    name: 'gate.shutdown()',
    target: () => true,
    model: (model) => {
      model.shutdown()
    },
    real: (real) => {
      real.gate.shutdown()
    },
  }),
)

const canBeShared = ['shared', 'silent', 'releaseThrows']

const otherTakesMutex = fc.constant(
  command({
    name: 'another gate asks for the mutex',
    target: ({ plan, lock }) =>
      canBeShared.includes(plan.mutex) && !lock.line.includes('other') ? true : undefined,
    model: ({ lock }) => {
      lock.line.push('other')
    },
    real: (real) => {
      void real.mutex.acquire().then((release) => (real.otherRelease = release))
    },
  }),
)

const otherReleasesMutex = fc.constant(
  command({
    name: 'another gate gives the mutex back',
    target: ({ lock }) => (lock.line[0] === 'other' ? true : undefined),
    model: ({ lock }) => {
      lock.line.shift()
    },
    real: (real) => {
      real.otherRelease?.()
    },
  }),
)

/** Time passes from one due moment to the next: what each brings is seen before the next comes. */
const wait = fc.constantFrom(1, 1, 1, 2, 2, 5, 12, 40).map((seconds): GateCommand => ({
  check: () => true,
  run: async (model, real) => {
    const end = model.now + seconds * 1000
    while (model.now < end) {
      const until = Math.min(end, model.nextDue)
      const ms = until - model.now
      model.passTime(until)
      model.settle()
      await real.passTime(ms)
      expectSame(model, real, `at ${String(until)} ms`)
    }
  },
  toString: () => `wait ${String(seconds)} s`,
}))

/** A command that is listed more than once is drawn more often. */
export const gateCommands: fc.Arbitrary<GateCommand>[] = [
  wait,
  wait,
  wait,
  settlePrerequisite,
  settlePrerequisite,
  otherTakesMutex,
  otherReleasesMutex,
]

/** These end the life of a gate, and are not to come too early. */
export const endCommands: fc.Arbitrary<GateCommand>[] = [open, shutdown]

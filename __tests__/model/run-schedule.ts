import fc from 'fast-check'
import type { GateCommand } from './commands/command'
import { expectOneEndEach, expectSame } from './invariants'
import type { GatePlan } from './plans'
import { GateUnderTest } from './real/gate-under-test'
import { settle } from './real/virtual-time'
import { GateModel } from './reference/gate-model'

/**
 * Does the same to a gate and to the model, and compares them after each step.
 *
 * @param opens - whether a gate that is still closed at the end is opened, or stopped
 */
export async function runSchedule(
  plan: GatePlan,
  commands: Iterable<GateCommand>,
  opens: boolean,
): Promise<GateUnderTest> {
  const real = new GateUnderTest(plan)
  const model = new GateModel(plan)
  try {
    await settle()
    expectSame(model, real, 'made')
    await fc.asyncModelRun(() => ({ model, real }), commands)
    await endLife(model, real, opens)
  } finally {
    real.gate.shutdown()
    await settle()
    jest.clearAllTimers()
    jest.restoreAllMocks()
  }
  return real
}

/** However a schedule ends, the gate can still be opened or stopped, and then nothing is left. */
async function endLife(model: GateModel, real: GateUnderTest, opens: boolean): Promise<void> {
  if (opens) {
    model.open('manual')
    real.gate.open()
  } else {
    model.shutdown()
    real.gate.shutdown()
  }
  model.settle()
  await settle()
  real.otherRelease?.()
  await settle()
  expectSame(model, real, opens ? 'opened at the end' : 'stopped at the end')
  expectOneEndEach(real)
  expect(real.mutex.isLocked()).toBe(false)
}

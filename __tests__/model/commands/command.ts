import type fc from 'fast-check'
import type { GateModel } from '../reference/gate-model'
import type { GateUnderTest } from '../real/gate-under-test'
import { expectSame } from '../invariants'
import { settle } from '../real/virtual-time'

export type GateCommand = fc.AsyncCommand<GateModel, GateUnderTest>

/** One step of a schedule: the same to the model and to the gate, which then must agree. */
export function command<Target>(step: {
  readonly name: string
  /** What it is done to: it is left out where there is nothing. */
  target(model: GateModel): Target | undefined
  model(model: GateModel, target: Target): void
  real(real: GateUnderTest, target: Target, model: GateModel): void
}): GateCommand {
  return {
    check: (model) => step.target(model as GateModel) !== undefined,
    run: async (model, real) => {
      const target = step.target(model) as Target
      step.model(model, target)
      model.settle()
      step.real(real, target, model)
      await settle()
      expectSame(model, real, step.name)
    },
    toString: () => step.name,
  }
}

/** The member that a random number means. */
export function pick<T>(from: readonly T[], seed: number): T | undefined {
  return from[seed % from.length]
}

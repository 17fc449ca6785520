import type fc from 'fast-check'
import type { GateCommand } from './commands/command'
import type { GatePlan } from './plans'

type Details = fc.RunDetails<[GatePlan, Iterable<GateCommand>, boolean]>

/** fast-check's own words for a list of commands. */
function describe(commands: { toString(): string }): string {
  return commands.toString()
}

/** Says what a person needs to follow a schedule that failed, and to run it again. */
export function reportSchedule(details: Details, share: number): Promise<void> {
  const { counterexample, counterexamplePath, errorInstance, failed, seed } = details
  if (!failed) return Promise.resolve()
  if (counterexample === null) throw new Error('too few schedules were run', { cause: details })
  const [plan, commands, opens] = counterexample
  // Only the steps that were taken, and a comment that says which those are.
  const steps = Array.from(commands).filter((step) => Reflect.get(step, 'hasRan') === true)
  const [, replayPath = ''] = /replayPath="([^"]*)"/.exec(describe(commands)) ?? []
  const environment = [
    `MODEL_SEED=${String(seed)}`,
    `MODEL_PATH=${counterexamplePath}`,
    `MODEL_REPLAY_PATH='${replayPath}'`,
  ]
  const lines = [
    'A gate with these options does not do what the contract says:',
    ...Object.entries(plan).map(([name, value]) => `  ${name}: ${JSON.stringify(value)}`),
    'Its schedule:',
    ...steps.map((step, index) => `  ${String(index + 1)}. ${String(step)}`),
    `  and at the end the gate is ${opens ? 'opened' : 'stopped'}`,
    'To run this one schedule again:',
    `  ${environment.join(' ')} npx jest __tests__/model/schedules-${String(share)}`,
    'What differs:',
    errorInstance instanceof Error ? (errorInstance.stack ?? '') : String(errorInstance),
  ]
  throw new Error(lines.join('\n'))
}

import fc from 'fast-check'
import type { GateCommand } from './commands/command'
import { answerCommands } from './commands/answer-commands'
import { askCommands } from './commands/ask-commands'
import { endCommands, gateCommands } from './commands/gate-commands'
import { loadCommands } from './commands/load-commands'
import { ownCommands } from './commands/own-commands'
import { requestCommands } from './commands/request-commands'
import { isLongRun } from '../helpers/long-run'
import { gatePlan } from './plans'
import { reportSchedule } from './report-schedule'
import { runSchedule } from './run-schedule'
import { useVirtualTime } from './real/virtual-time'

const { MODEL_RUNS, MODEL_SEED, MODEL_PATH, MODEL_REPLAY_PATH } = process.env

/** Most steps are not such as end the life of a gate. */
const often = Array.from({ length: 5 }, () => [
  ...requestCommands,
  ...askCommands,
  ...ownCommands,
  ...answerCommands,
  ...loadCommands,
  ...gateCommands,
]).flat()

/** Random schedules, or the one that the environment names. */
export function scheduleCommands(): fc.Arbitrary<Iterable<GateCommand>> {
  return fc.commands([...often, ...endCommands], {
    maxCommands: 40,
    size: 'max',
    ...(MODEL_REPLAY_PATH === undefined ? {} : { replayPath: MODEL_REPLAY_PATH }),
  })
}

/**
 * Which schedules a test takes: a short run the same each time, so that it fails by a change alone;
 * a long run others each time, to find what nobody has seen.
 */
export function chooseSchedules(seed: number): { seed?: number } {
  if (MODEL_SEED !== undefined) return { seed: Number(MODEL_SEED) }
  return isLongRun ? {} : { seed }
}

/**
 * Checks a share of the random schedules against the model. A failure prints the options of the
 * gate, its steps one by one, and the command that runs that one schedule again.
 *
 * `MODEL_RUNS` sets the number of schedules of each share.
 */
export function checkSchedules(share: number): void {
  useVirtualTime()

  test(`share ${String(share)} of the schedules: the gate does what the contract says`, async () => {
    const anySchedule = fc.asyncProperty(
      gatePlan,
      scheduleCommands(),
      fc.boolean(),
      async (...parts) => {
        await runSchedule(...parts)
      },
    )
    await fc.assert(anySchedule, {
      numRuns: Number(MODEL_RUNS ?? (isLongRun ? 25_000 : 2500)),
      ...chooseSchedules(share),
      asyncReporter: (details) => reportSchedule(details, share),
      ...(MODEL_PATH === undefined ? {} : { path: MODEL_PATH }),
    })
  }, 3_600_000)
}

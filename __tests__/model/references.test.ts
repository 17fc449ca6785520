import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import fc from 'fast-check'
import type { BootstrapGate } from '../../lib'
import { gatePlan } from './plans'
import { settle, useVirtualTime } from './real/virtual-time'
import { runSchedule } from './run-schedule'
import { chooseSchedules, scheduleCommands } from './schedules'

const anySchedule = fc.tuple(gatePlan, scheduleCommands(), fc.boolean())

useVirtualTime()

test('a gate that has opened, failed or stopped keeps no request alive', async () => {
  const gates: BootstrapGate[] = []
  const requests: WeakRef<object>[] = []
  for (const schedule of fc.sample(anySchedule, { numRuns: 100, ...chooseSchedules(5) })) {
    const { gate, met } = await run(schedule)
    gates.push(gate)
    requests.push(...met)
  }
  // Once is not enough for what the compiler of another thread looks at meanwhile.
  for (let time = 0; time < 3; time++) {
    await settle()
    collectGarbage()
  }
  expect(requests.length).toBeGreaterThan(500)
  expect(requests.filter((request) => request.deref() !== undefined)).toHaveLength(0)
  expect(gates.filter(({ state }) => state === 'closed')).toHaveLength(0)
})

/** @returns a gate that has settled, and what it has met */
async function run(
  schedule: Parameters<typeof runSchedule>,
): Promise<{ gate: BootstrapGate; met: WeakRef<object>[] }> {
  const real = await runSchedule(...schedule)
  const met = real.requests.flatMap(({ exchange: { req, res } }) => [
    new WeakRef(req),
    new WeakRef(res),
  ])
  real.forgetRequests()
  // V8 keeps whoever was on an error's stack, until that is put into words.
  await real.gate.opened.catch((error: unknown) => (error as Error).stack)
  return { gate: real.gate, met }
}

function collectGarbage(): void {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  collect()
}

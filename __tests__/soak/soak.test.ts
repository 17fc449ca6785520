import path from 'node:path'
import type { BootstrapGateStats } from '../../lib'
import { http1Client } from '../helpers/client'
import { isLongRun } from '../helpers/long-run'
import { runFixture } from '../helpers/run-fixture'
import { sendTraffic, type Ends } from './traffic'

const requests = Number(process.env['SOAK_REQUESTS'] ?? (isLongRun ? 50_000 : 3000))
const seed = Number(process.env['SOAK_SEED'] ?? Date.now() % 1_000_000)

interface Report {
  readonly heapUsed: number
  readonly timers: number
  readonly subscribed: boolean
  /** Requests that met the gate before it opened. */
  readonly met: number
  readonly abortedHeld: number
  readonly stats: BootstrapGateStats | null
}

interface Outcome {
  readonly ends: Ends
  /** Of a request, its response and socket, the server and the process. */
  readonly listeners: string
  readonly report: Report
}

/** Runs the traffic against an app in a process of its own. */
async function soak(gated: boolean): Promise<Outcome> {
  const { port, child, told } = await runFixture(path.join(__dirname, 'fixtures/app.cjs'), {
    args: [JSON.stringify({ gated, requests })],
    execArgv: ['--expose-gc', '--no-warnings'],
  })
  const ends = await sendTraffic(port, requests, seed)
  child.send('finish')
  const report = (await told.at(0)) as Report
  const { body: listeners } = await http1Client(port)('/listeners').answer
  return { ends, listeners, report }
}

test(`${String(requests)} requests, seed ${String(seed)}: each ends, and the open gate keeps nothing`, async () => {
  const bare = await soak(false)
  const { ends, listeners, report } = await soak(true)

  expect(ends).toMatchObject({ sent: requests, lost: 0 })
  expect(ends.served + ends.rejected + ends.aborted).toBe(requests)

  const { admitted, rejected, state, queued, inFlight } = report.stats ?? fail()
  const rejections = Object.values(rejected).reduce((sum, count) => sum + count)
  expect({ state, queued, inFlight }).toEqual({ state: 'open', queued: 0, inFlight: 0 })
  expect(admitted + rejections + report.abortedHeld).toBe(report.met)
  expect(rejections).toBeGreaterThanOrEqual(ends.rejected)

  const { timers, subscribed } = report
  expect({ listeners, timers, subscribed }).toEqual({
    listeners: bare.listeners,
    timers: bare.report.timers,
    subscribed: false,
  })
  const megabytes = (report.heapUsed - bare.report.heapUsed) / 2 ** 20
  expect(megabytes).toBeLessThan(3)
}, 3_600_000)

function fail(): never {
  throw new Error('the app had no gate')
}

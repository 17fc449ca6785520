import { http1Client } from '../../helpers/client'
import { Latch } from '../../helpers/latch'
import { sendMany } from '../../helpers/send-many'
import { type Backend, startBackend } from '../support/backend'
import { untilServer, withStats } from '../support/haproxy-stats'
import { Proxy } from '../support/proxy'

const isDown = ({ status = '' }): boolean => status.startsWith('DOWN')
const isUp = ({ status = '' }): boolean => status === 'UP'

/** Two, of which one waits for its database. */
async function startColdAndWarm() {
  const database = new Latch()
  const cold = await startBackend({ waitFor: [database.opened] })
  const warm = await startBackend()
  for (const { stage } of [cold, warm]) stage.answerAll()
  return { cold, warm, database }
}

const serves = async (proxy: Proxy, count: number): Promise<void> => {
  const statuses = (await sendMany(http1Client(proxy.port), count)).map(({ status }) => status)
  expect(statuses).toEqual(Array(count).fill(200))
}

test('HAProxy sends nobody to a process that is not ready, and its checks neither wait nor count', async () => {
  const { cold, warm, database } = await startColdAndWarm()
  const asked: string[] = []
  cold.server.on('request', ({ method, url, httpVersion }) => {
    asked.push(`${method ?? ''} ${url ?? ''} HTTP/${httpVersion}`)
  })
  const proxy = await Proxy.start('haproxy', [cold.port, warm.port], withStats)
  expect((await untilServer(proxy, 'one', isDown))['check_code']).toBe('503')
  await serves(proxy, 20)
  expect(new Set(asked)).toEqual(new Set(['GET /readyz HTTP/1.1']))
  expect(cold.gate.stats()).toMatchObject({ state: 'closed', admitted: 0, skipped: 0, queued: 0 })
  expect(warm.stage.visits.entries).toHaveLength(20)

  database.open()
  await untilServer(proxy, 'one', isUp)
  // It has served nobody yet: ready is who will.
  expect(cold.gate.stats()).toMatchObject({ state: 'closed', completed: 0, admitted: 0 })
  await serves(proxy, 20)
  expect(cold.stage.visits.entries.length).toBeGreaterThan(0)
})

test('a gate that is shut down is out before it is gone', async () => {
  const { cold, warm, database } = await startColdAndWarm()
  database.open()
  const proxy = await Proxy.start('haproxy', [cold.port, warm.port], withStats)
  await untilServer(proxy, 'one', isUp)
  warm.gate.open()
  warm.gate.shutdown()
  await untilServer(proxy, 'two', isDown)
  await serves(proxy, 5)
  expect(warm.stage.visits.entries).toEqual([])
})

/** Without `http-check send`. */
const bareChecks = (config: string): string =>
  withStats(config).replace(/^ *http-check send .*\n/m, '')

test('HAProxy’s own kind of check is known: it waits for half a second at most, and does not count', async () => {
  const busy: Backend = await startBackend()
  // Others are inside: none of them is answered.
  const inside = http1Client(busy.port)('/inside')
  await busy.stage.visits.at(0)
  const other = await startBackend()
  const proxy = await Proxy.start('haproxy', [busy.port, other.port], bareChecks)
  const { req, answer } = await busy.stage.visits.at(1)
  expect(req).toMatchObject({ method: 'OPTIONS', url: '/', httpVersion: '1.0', headers: {} })
  answer()
  const row = await untilServer(proxy, 'one', ({ check_status = '' }) => check_status === 'L7OK')
  expect(row['check_code']).toBe('200')
  expect(busy.gate.stats()).toMatchObject({ completed: 0, admitted: 1, inFlight: 1 })
  expect(busy.gate.stats().skipped).toBeGreaterThan(0)
  busy.stage.visits.entries[0]?.answer()
  await inside.answer
})

describe('slowstart', () => {
  const withSlowStart = (config: string): string =>
    withStats(config).replace(
      'default-server check',
      'default-server check weight 100 slowstart 60s',
    )

  test('holds for a process that comes back, and not for those that HAProxy meets as it starts', async () => {
    const { cold, warm, database } = await startColdAndWarm()
    const proxy = await Proxy.start('haproxy', [cold.port, warm.port], withSlowStart)
    expect((await untilServer(proxy, 'two', isUp))['weight']).toBe('100')
    await untilServer(proxy, 'one', isDown)
    database.open()
    const { weight } = await untilServer(proxy, 'one', isUp)
    expect(Number(weight)).toBeLessThan(50)
  })
})

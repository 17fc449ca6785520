import type { BootstrapGate, BootstrapGateOptions } from '../../../lib'
import { isIn, meet, type Met } from '../../helpers/by-hand'
import { closedGate } from '../../helpers/closed-gate'
import { app, begin, passTime, stopTime } from '../../helpers/imports-by-hand'
import { turn } from '../../helpers/turn'

beforeEach(stopTime)

afterEach(() => {
  jest.useRealTimers()
})

const probe = { url: '/healthz', headers: { 'user-agent': 'kube-probe/1.31' } }
const preflight = { method: 'OPTIONS', headers: { 'access-control-request-method': 'PUT' } }
const webSocket = { headers: { connection: 'keep-alive, Upgrade', upgrade: 'WebSocket' } }
const h2c = { headers: { connection: 'Upgrade, HTTP2-Settings', upgrade: 'h2c' } }

describe('a known health check', () => {
  test('goes to the head of the line, has a slot at its turn, and never counts', async () => {
    const gate = closedGate({ requiredCompletions: 1 })
    const inside = meet(gate, {}, {})
    const held = meet(gate)
    const check = meet(gate, probe)
    expect(isIn(check)).toBe(false)
    inside.res.emit('close')
    await turn()
    expect([isIn(check), isIn(held)]).toEqual([true, false])
    check.finish()
    await turn()
    expect(isIn(held)).toBe(true)
    expect(gate.stats()).toMatchObject({ state: 'closed', skipped: 1, admitted: 2, completed: 0 })
  })

  test('does not open the gate, however often it comes', () => {
    const gate = closedGate({ requiredCompletions: 1 })
    for (let count = 0; count < 10; count++) meet(gate, probe).finish()
    expect(gate.stats()).toMatchObject({ state: 'closed', skipped: 10, completed: 0 })
  })

  test('does not start the boot clock', async () => {
    const gate = closedGate()
    meet(gate, probe).finish()
    await passTime(60_000)
    expect(gate.state).toBe('closed')
    gate.open()
    await expect(gate.opened).resolves.toMatchObject({ bootMs: 0 })
  })

  test.each<[string, BootstrapGateOptions, () => unknown]>([
    ['a slow request', {}, () => undefined],
    ['a waitFor', { waitFor: [new Promise(() => undefined)] }, () => undefined],
    ['a full line', { maxQueueSize: 0 }, () => undefined],
    ['an import that bars', {}, () => begin('./start.mjs', app)],
  ])(
    'waits for %s for half a second at most, and then passes beside it',
    async (_name, options, act) => {
      const gate = closedGate(options)
      meet(gate)
      act()
      const check = meet(gate, probe)
      await passTime(499)
      expect(isIn(check)).toBe(false)
      await passTime(1)
      expect(isIn(check)).toBe(true)
      expect(gate.stats()).toMatchObject({ skipped: 1, queued: options.waitFor ? 1 : 0 })
    },
  )

  test('goes in one at a time', async () => {
    const gate = closedGate({ concurrency: 10 })
    const [one, other] = [meet(gate, probe), meet(gate, probe)]
    expect([isIn(one), isIn(other)]).toEqual([true, false])
    one.finish()
    await turn()
    expect(isIn(other)).toBe(true)
  })

  test('waits for the one before it, whoever else ends', async () => {
    const gate = closedGate({ concurrency: 2 })
    const ordinary = meet(gate)
    const [, second] = [meet(gate, probe), meet(gate, probe)]
    ordinary.finish()
    await turn()
    expect(isIn(second)).toBe(false)
  })

  test('that hangs loses its slot like any other', async () => {
    jest.spyOn(process, 'emitWarning').mockImplementation(() => undefined)
    const gate = closedGate({ slotTimeoutMs: 1000 })
    meet(gate, probe)
    const held = meet(gate)
    await passTime(1000)
    expect(isIn(held)).toBe(true)
    jest.restoreAllMocks()
  })

  test('that gets in as another gives its slot on leaves no timer when the gate opens', async () => {
    const gate = closedGate({ streamTimeoutMs: 100 })
    const [streams, next] = [meet(gate, probe), meet(gate, probe)]
    streams.res.flushHeaders()
    await passTime(160)
    expect(isIn(next)).toBe(true)
    gate.open()
    await turn()
    expect(jest.getTimerCount()).toBe(0)
  })

  test('whose checker goes away leaves the line', async () => {
    const gate = closedGate()
    meet(gate)
    const check = meet(gate, probe)
    check.res.emit('close')
    expect(gate.stats()).toMatchObject({ queued: 0 })
    await passTime(1000)
    expect(isIn(check)).toBe(false)
  })

  test.each<[string, (gate: BootstrapGate, inside: Met) => unknown]>([
    ['at its turn', (_gate, { res }) => res.emit('close')],
    ['after half a second', () => passTime(500)],
    [
      'when the gate opens',
      (gate) => {
        gate.open()
      },
    ],
  ])('that something else has begun to answer is ended %s, not let in', async (_name, act) => {
    const gate = closedGate()
    const inside = meet(gate)
    const check = meet(gate, probe)
    check.res.flushHeaders()
    await act(gate, inside)
    await turn()
    expect(isIn(check)).toBe(false)
    expect(check.res.writableEnded).toBe(true)
    expect(gate.stats()).toMatchObject({ queued: 0, skipped: 0 })
  })

  test('whose checker is gone before it comes is not let in', () => {
    const gate = closedGate()
    expect(isIn(meet(gate, probe, { before: (res) => res.destroy() }))).toBe(false)
    expect(gate.stats()).toMatchObject({ queued: 0, skipped: 0, aborted: 1 })
  })

  test('that waits when a listener settles the gate at its turn is rejected once', async () => {
    const gate = closedGate()
    gate.events.on('abort', () => {
      gate.shutdown()
    })
    const inside = meet(gate)
    const [answered, check] = [meet(gate, probe), meet(gate, probe)]
    answered.res.flushHeaders()
    inside.finish()
    await turn()
    expect([answered, check].map(isIn)).toEqual([false, false])
    expect(gate.stats()).toMatchObject({ skipped: 0, rejected: { stopped: 1 } })
  })

  test('is not let in after that either, however many wait', async () => {
    const gate = closedGate()
    gate.events.on('abort', () => {
      gate.shutdown()
    })
    const inside = meet(gate)
    const answered = meet(gate, probe)
    // More than are rejected at once.
    const checks = Array.from({ length: 200 }, () => meet(gate, probe))
    answered.res.flushHeaders()
    inside.finish()
    while (gate.stats().queued > 0) await turn()
    expect(checks.some(isIn)).toBe(false)
    expect(gate.stats()).toMatchObject({ skipped: 0, rejected: { stopped: 200 } })
  })

  test('gets the slot that was taken for one before it: the mutex is not asked again', async () => {
    const acquire = jest.fn(() => Promise.resolve(() => undefined))
    const gate = closedGate({ mutex: { acquire } })
    const inside = meet(gate)
    await turn()
    const [answered, check] = [meet(gate, probe), meet(gate, probe)]
    answered.res.flushHeaders()
    inside.finish()
    await turn()
    expect([answered, check].map(isIn)).toEqual([false, true])
    expect(acquire).toHaveBeenCalledTimes(2)
  })

  test('that has passed beside a bar is kept out by it no more', async () => {
    const gate = closedGate()
    begin('./start.mjs', app)
    meet(gate, probe)
    await passTime(500)
    // Nobody is kept out meanwhile.
    await passTime(5000)
    const held = meet(gate)
    await passTime(1400)
    expect(isIn(held)).toBe(false)
    await passTime(100)
    expect(isIn(held)).toBe(true)
  })

  test('that waits when the gate opens passes, and is skipped', async () => {
    const gate = closedGate()
    meet(gate)
    const check = meet(gate, probe)
    gate.open()
    await turn()
    expect(isIn(check)).toBe(true)
    expect(gate.stats()).toMatchObject({ skipped: 1, admitted: 1 })
    expect(jest.getTimerCount()).toBe(0)
  })

  test('with skipProbes: false is a request like any other', () => {
    const gate = closedGate({ requiredCompletions: 1, skipProbes: false })
    meet(gate, probe).finish()
    expect(gate.stats()).toMatchObject({ state: 'open', skipped: 0, completed: 1 })
  })
})

describe.each<[string, object]>([
  ['a CORS preflight', preflight],
  ['a WebSocket', webSocket],
])('%s', (_name, parts) => {
  test.each([true, false])(
    'passes at once and does not count, with skipProbes: %p',
    (skipProbes) => {
      const gate = closedGate({ requiredCompletions: 1, skipProbes, maxQueueSize: 0 })
      meet(gate)
      const met = meet(gate, parts)
      expect(isIn(met)).toBe(true)
      met.finish()
      expect(gate.stats()).toMatchObject({ state: 'closed', skipped: 1, completed: 0 })
    },
  )
})

test('an offer of h2c is a request like any other', () => {
  const gate = closedGate({ requiredCompletions: 1 })
  meet(gate, h2c).finish()
  expect(gate.stats()).toMatchObject({ state: 'open', skipped: 0, completed: 1 })
})

test.each<[string, object]>([
  ['a health check', probe],
  ['a preflight', preflight],
  ['a WebSocket', webSocket],
])('a gate that was stopped rejects %s like everybody', (_name, parts) => {
  const gate = closedGate()
  gate.shutdown()
  const { next, res } = meet(gate, parts)
  expect(next).not.toHaveBeenCalled()
  expect(res.statusCode).toBe(503)
  expect(gate.stats()).toMatchObject({ skipped: 0, rejected: { stopped: 1 } })
})

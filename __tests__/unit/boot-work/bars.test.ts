import { isIn, meet } from '../../helpers/by-hand'
import { closedGate } from '../../helpers/closed-gate'
import { gateWarnings } from '../../helpers/gate-warnings'
import { Latch } from '../../helpers/latch'
import { app, begin, end, passTime, useStoppedTime } from '../../helpers/imports-by-hand'
import { turn } from '../../helpers/turn'

useStoppedTime()

const noLimits = { bootTimeoutMs: 0, slotTimeoutMs: 0 }
type Import = ReturnType<typeof begin>

describe('beside an import that no request with a slot has caused nobody is let in', () => {
  test('be it the app’s own', async () => {
    const gate = closedGate()
    const loading = begin('./start.mjs', app)
    const met = meet(gate)
    await passTime(500)
    expect(isIn(met)).toBe(false)
    end(loading)
    expect(isIn(met)).toBe(true)
    expect(gate.stats()).toMatchObject({ admitted: 1, inFlight: 1 })
  })

  test('be it of a request that has ended', async () => {
    const gate = closedGate()
    const begun: Import[] = []
    const first = meet(gate, {}, { handler: () => void begun.push(begin('./late.mjs', app)) })
    first.finish()
    const next = meet(gate)
    await passTime(500)
    expect(isIn(next)).toBe(false)
    for (const loading of begun) end(loading)
    await turn()
    expect(isIn(next)).toBe(true)
  })

  test('be it of a request whose slot has passed on', async () => {
    gateWarnings()
    const gate = closedGate({ slotTimeoutMs: 1000 })
    const begun: Import[] = []
    meet(gate, {}, { handler: () => void begun.push(begin('./slow.mjs', app)) })
    const next = meet(gate)
    await passTime(1500)
    expect(gate.stats()).toMatchObject({ slotTimeouts: 1 })
    expect(isIn(next)).toBe(false)
    for (const loading of begun) end(loading)
    await turn()
    expect(isIn(next)).toBe(true)
  })

  test('for two seconds of a boot in all, however many there are', async () => {
    const gate = closedGate({ concurrency: 100 })
    begin('./1.mjs', app)
    const early = meet(gate)
    await passTime(1900)
    expect(isIn(early)).toBe(false)
    await passTime(100)
    expect(isIn(early)).toBe(true)
    begin('./2.mjs', app)
    expect(isIn(meet(gate))).toBe(true)
  })

  test('of which only the time counts for which somebody was kept out', async () => {
    const gate = closedGate({ concurrency: 100, ...noLimits })
    const first = begin('./1.mjs', app)
    await passTime(60_000)
    const one = meet(gate)
    await passTime(1500)
    end(first)
    expect(isIn(one)).toBe(true)
    await passTime(60_000)
    begin('./2.mjs', app)
    const other = meet(gate)
    await passTime(400)
    expect(isIn(other)).toBe(false)
    await passTime(100)
    expect(isIn(other)).toBe(true)
  })

  test('whatever has been loaded before while nobody was kept out', () => {
    const gate = closedGate()
    end(begin('./1.mjs', app))
    begin('./2.mjs', app)
    expect(isIn(meet(gate))).toBe(false)
  })

  test.each(['leaves the line', 'is rejected'])(
    'and not once the only one kept out %s',
    async (how) => {
      const queueTimeoutMs = how === 'is rejected' ? 500 : 0
      const gate = closedGate({ ...noLimits, queueTimeoutMs, requiredCompletions: 9 })
      begin('./1.mjs', app)
      const one = meet(gate)
      await passTime(500)
      if (how === 'leaves the line') one.res.emit('close')
      expect(gate.stats().queued).toBe(0)
      await passTime(60_000)
      const other = meet(gate)
      await passTime(400)
      expect(isIn(other)).toBe(false)
    },
  )

  test('from when it begins, also while nobody is let in for another reason', async () => {
    const gate = closedGate({ requiredCompletions: 1, concurrency: 100, ...noLimits })
    meet(gate, {}, { handler: () => void begin('./own.mjs', app) })
    meet(gate).finish()
    await passTime(1100)
    const kept = meet(gate)
    expect(isIn(kept)).toBe(false)
    await passTime(400)
    begin('./1.mjs', app)
    await passTime(1900)
    expect(isIn(kept)).toBe(false)
    await passTime(100)
    expect(isIn(kept)).toBe(true)
  })

  test('but one that is the request’s own while it has its slot bars nobody', () => {
    const gate = closedGate({ concurrency: 2 })
    meet(gate, {}, { handler: () => void begin('./own.mjs', app) })
    expect(isIn(meet(gate))).toBe(true)
  })

  test('nor does what ignoreImport names, nor what has settled once', () => {
    const ignoreImport = ({ specifier }: { specifier: string }): boolean =>
      specifier === './log.mjs'
    const gate = closedGate({ ignoreImport })
    begin('./log.mjs', app)
    end(begin('./known.mjs', app))
    begin('./known.mjs?again', app)
    expect(isIn(meet(gate))).toBe(true)
  })

  test('no timer is left when it opens', () => {
    const gate = closedGate()
    begin('./1.mjs', app)
    meet(gate)
    gate.open()
    expect(jest.getTimerCount()).toBe(0)
  })
})

describe('ever new imports do not keep the gate closed', () => {
  let imports = 0
  const loadPage = () => begin(`./page-${String(imports++)}.mjs`, app)

  test('a second after the completions nobody more is let in until it is quiet, and it opens', async () => {
    const gate = closedGate({ requiredCompletions: 1, queueTimeoutMs: 0 })
    const visit = async (): Promise<boolean> => {
      const begun: Import[] = []
      const met = meet(gate, {}, { handler: () => void begun.push(loadPage()) })
      if (!isIn(met)) return false
      await passTime(40)
      for (const loading of begun) end(loading)
      met.finish()
      return true
    }
    let visits = 0
    while (visits < 100 && (await visit())) visits++
    expect(visits).toBeGreaterThan(20)
    expect(visits).toBeLessThan(100)
    await passTime(100)
    await expect(gate.opened).resolves.toMatchObject({ reason: 'completed' })
  })

  test('if one is stuck, others are let in again after two seconds, and once in a boot only', async () => {
    const gate = closedGate({ requiredCompletions: 1, ...noLimits, concurrency: 100 })
    const begun: Import[] = []
    meet(gate, {}, { handler: () => void begun.push(loadPage()) })
    meet(gate).finish()
    await passTime(999)
    expect(isIn(meet(gate))).toBe(true)
    await passTime(1)
    const kept = meet(gate)
    await passTime(1999)
    expect(isIn(kept)).toBe(false)
    await passTime(1)
    expect(isIn(kept)).toBe(true)
    await passTime(10_000)
    await gate.track(Promise.resolve())
    await passTime(1500)
    expect(isIn(meet(gate))).toBe(true)
    expect(gate.state).toBe('closed')
  })

  test.each(['none', 'one that has fulfilled', 'one that fulfils later'])(
    'where no completions are required that second begins with the first request; waitFor: %s',
    async (which) => {
      const loaded = new Latch()
      const waitFor = which === 'none' ? [] : [loaded.opened]
      const gate = closedGate({ ...noLimits, requiredCompletions: 0, concurrency: 100, waitFor })
      const loading = loadPage()
      if (which === 'one that has fulfilled') loaded.open()
      await turn()
      await passTime(5000)
      const first = meet(gate)
      if (which === 'one that fulfils later') await passTime(700)
      loaded.open()
      await turn()
      await passTime(999)
      // The bar of the import itself is lifted: it is to keep out nobody here.
      end(loading)
      const own = meet(gate, {}, { handler: () => void loadPage() })
      expect([isIn(first), isIn(own)]).toEqual([true, true])
      await passTime(1)
      const kept = meet(gate)
      await passTime(1999)
      expect(isIn(kept)).toBe(false)
      await passTime(1)
      expect(isIn(kept)).toBe(true)
    },
  )

  test('that second begins anew when tracked work has settled', async () => {
    const gate = closedGate({ ...noLimits, requiredCompletions: 1, concurrency: 100 })
    const loaded = new Latch()
    void gate.track(loaded.opened)
    meet(gate, {}, { handler: () => void loadPage() })
    meet(gate).finish()
    await passTime(1300)
    loaded.open()
    await turn()
    await passTime(999)
    expect(isIn(meet(gate))).toBe(true)
    await passTime(1)
    expect(isIn(meet(gate))).toBe(false)
  })

  test('tracked work that keeps it closed is waited for', async () => {
    const gate = closedGate({ requiredCompletions: 1, bootTimeoutMs: 0, concurrency: 100 })
    void gate.track(new Promise(() => undefined))
    meet(gate, {}, { handler: () => void loadPage() })
    meet(gate).finish()
    await passTime(5000)
    expect(isIn(meet(gate))).toBe(true)
  })

  test('tracked work that settles meanwhile lets nobody in, and keeps nobody out for longer', async () => {
    const gate = closedGate({ requiredCompletions: 1, ...noLimits, concurrency: 100 })
    meet(gate, {}, { handler: () => void loadPage() })
    meet(gate).finish()
    await passTime(1000)
    await gate.track(Promise.resolve())
    const kept = meet(gate)
    await passTime(1999)
    expect(isIn(kept)).toBe(false)
    await passTime(1)
    expect(isIn(kept)).toBe(true)
  })
})

import { ChildApp } from './support/child-app'
import { expected, whereNotReported, whereReported } from './support/node-lines'

async function importsInFlight(app: ChildApp): Promise<string[]> {
  return (await app.stats()).imports.pending.map(({ label }) => label)
}

describe.each(['imports/app.mjs', 'imports/app.cjs'])('a gate in %s', (file) => {
  const afterOne = { gate: { requiredCompletions: 1 } }

  it('says whether it sees imports by itself', async () => {
    const app = await ChildApp.start(file)
    const { imports } = await app.stats()
    expect(imports.automatic).toBe(expected.reportsImports)
  })

  whereReported('stays closed until a top-level await of 300 ms is over', async () => {
    const app = await ChildApp.start(file, afterOne)
    await app.request('POST', '/start/slow')
    await app.until('open', { reason: 'completed' })
    expect(app.order('loaded', 'open')).toEqual(['loaded slow', 'open'])
  })

  whereReported('stays closed between the imports of a chain', async () => {
    const app = await ChildApp.start(file, afterOne)
    await app.request('POST', '/start/chain')
    await app.until('open', { reason: 'completed' })
    expect(app.order('loaded', 'open')).toEqual(['loaded chain', 'open'])
    expect(app.all('import settled').map(({ label }) => label)).toEqual([
      './modules/chain.mjs',
      './chain-1.mjs',
      './chain-2.mjs',
      './slow.mjs',
    ])
  })

  whereReported('knows imports apart that are written alike', async () => {
    const app = await ChildApp.start(file, { gate: { requiredCompletions: 2 } })
    await app.request('POST', '/start/twin-b%2Fload')
    await app.request('POST', '/start/twin-a%2Fload')
    await app.until('loaded', { name: 'twin-a/load' })
    await app.until('import settled', { label: './part.mjs' })
    expect(await importsInFlight(app)).toEqual(['./part.mjs'])
    app.command('release')
    await app.until('open', { reason: 'completed' })
    const quickOneFirst = ['loaded twin-a/load', 'loaded twin-b/load', 'open']
    expect(app.order('loaded', 'open')).toEqual(quickOneFirst)
  })

  whereReported('waits for an import written like one that has succeeded', async () => {
    const app = await ChildApp.start(file, { gate: { requiredCompletions: 2 } })
    await app.request('POST', '/start/twin-a%2Fload')
    await app.until('loaded', { name: 'twin-a/load' })
    await app.request('POST', '/start/twin-b%2Fload')
    await app.until('import settled', { label: './modules/twin-b/load.mjs' })
    expect(await importsInFlight(app)).toEqual(['./part.mjs'])
    app.command('release')
    await app.until('open', { reason: 'completed' })
    expect(app.order('loaded', 'open').slice(1)).toEqual(['loaded twin-b/load', 'open'])
  })

  it.each(['slow', 'chain'])('stays closed while %s is tracked', async (name) => {
    const app = await ChildApp.start(file, afterOne)
    await app.request('POST', `/track/${name}`)
    await app.until('open', { reason: 'completed' })
    expect(app.order('loaded', 'open')).toEqual([`loaded ${name}`, 'open'])
  })

  whereNotReported('opens before an import that nobody tracks has settled', async () => {
    const app = await ChildApp.start(file, afterOne)
    await app.request('POST', '/start/held')
    await app.until('open', { reason: 'completed' })
    expect(app.all('loaded')).toEqual([])
  })

  it.each([
    ['a missing module', 'missing', 'ERR_MODULE_NOT_FOUND'],
    ['a module that needs a missing one', 'needs-missing', 'ERR_MODULE_NOT_FOUND'],
    ['a module that does not parse', 'syntax-error', 'SyntaxError'],
    ['a module that throws', 'throws', 'RangeError'],
  ])('opens although the import of %s fails', async (_, name, error) => {
    const app = await ChildApp.start(file, afterOne)
    await app.request('POST', `/start/${name}`)
    await app.until('open', { reason: 'completed' })
    await app.until('not loaded', { name, error })
    const { imports } = await app.stats()
    const failures = expected.reportsImports ? 1 : 0
    expect(imports).toMatchObject({ settled: failures, failed: failures, pending: [] })
    expect(app.all('import settled')).toHaveLength(failures)
  })

  it('opens by the boot timeout when an import never settles, and says why', async () => {
    const app = await ChildApp.start(file, { gate: { bootTimeoutMs: 250 } })
    app.send('GET', '/wait/never?token=secret')
    await app.until('open', { reason: 'boot-timeout' })
    const { message } = await app.until('warning', { code: 'BOOTSTRAP_GATE_BOOT_TIMEOUT' })
    expect(message).toContain('Inside the app: GET /wait/never for ')
    expect(message).not.toContain('secret')
    if (!expected.reportsImports) return
    expect(message).toMatch(
      /import\('\.\/modules\/never\.mjs'\) asked for by file:\S+\/app\.[mc]js during GET \/wait\/never, in flight for [\d.]+ m?s/,
    )
  })

  it('names the slot that an import keeps, and serves the next request', async () => {
    const app = await ChildApp.start(file, { gate: { slotTimeoutMs: 100 } })
    app.send('GET', '/wait/never')
    expect(await app.request('GET', '/wait/quick')).toEqual({ status: 200, body: 'quick' })
    const { message } = await app.until('warning', { code: 'BOOTSTRAP_GATE_SLOT_TIMEOUT' })
    expect(message).toContain('GET /wait/never has kept its slot')
    if (expected.reportsImports) expect(message).toContain("import('./modules/never.mjs')")
  })

  whereReported('names both imports of a cycle of top-level awaits', async () => {
    const app = await ChildApp.start(file, { gate: { bootTimeoutMs: 2000 } })
    app.send('GET', '/wait/cycle-a')
    const { message } = await app.until('warning', { code: 'BOOTSTRAP_GATE_BOOT_TIMEOUT' })
    expect(message).toMatch(
      /import\('\.\/cycle-b\.mjs'\) asked for by file:\S+\/cycle-a\.mjs during GET/,
    )
    expect(message).toMatch(
      /import\('\.\/cycle-a\.mjs'\) asked for by file:\S+\/cycle-b\.mjs during GET/,
    )
  })
})

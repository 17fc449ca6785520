import { ChildApp } from './support/child-app'
import { expected, whereReported } from './support/node-lines'

describe('ignoreImport', () => {
  const ignoring = 'gates/ignoring.mjs'

  whereReported('lets the gate open while an import that it names is in flight', async () => {
    const app = await ChildApp.start(ignoring, { ignored: 'never' })
    await app.request('POST', '/start/never')
    await app.until('open', { reason: 'completed' })
    const { specifier, parentURL } = await app.until('asked')
    expect(specifier).toBe('../imports/modules/never.mjs')
    expect(parentURL).toMatch(/^file:.*\/gates\/ignoring\.mjs$/)
    expect((await app.stats()).imports.settled).toBe(0)
  })

  whereReported('keeps the gate closed for the imports that it does not name', async () => {
    const app = await ChildApp.start(ignoring, { ignored: 'never' })
    await app.request('POST', '/start/slow')
    await app.until('open', { reason: 'completed' })
    expect(app.order('loaded', 'open')).toEqual(['loaded slow', 'open'])
  })

  whereReported('does no harm to an import when it fails, nor does a listener', async () => {
    const app = await ChildApp.start(ignoring, { fails: true })
    await app.request('POST', '/start/slow')
    await app.until('open', { reason: 'completed' })
    expect(app.order('loaded', 'open')).toEqual(['loaded slow', 'open'])
    const warnings = app.all('warning').map(({ message }) => message)
    expect(warnings).toEqual([
      '`ignoreImport` of a bootstrap gate failed; the import is not ignored. This is said once.',
      "`events.on('importSettled')` of a bootstrap gate failed; the gate goes on. This is said once.",
    ])
  })
})

describe('trackImports: false', () => {
  it('hears of no import, and waits for none', async () => {
    const gate = { requiredCompletions: 1, trackImports: false }
    const app = await ChildApp.start('imports/app.mjs', { gate })
    expect(await app.importsAreHeard()).toBe(false)
    await app.request('POST', '/start/never')
    await app.until('open', { reason: 'completed' })
    const { automatic, settled } = (await app.stats()).imports
    expect({ automatic, settled }).toEqual({ automatic: false, settled: 0 })
  })

  it('waits for tracked work all the same', async () => {
    const gate = { requiredCompletions: 1, trackImports: false }
    const app = await ChildApp.start('imports/app.mjs', { gate })
    await app.request('POST', '/track/slow')
    await app.until('open', { reason: 'completed' })
    expect(app.order('loaded', 'open')).toEqual(['loaded slow', 'open'])
  })
})

describe('automatic tracking', () => {
  it.each(['18', '99'])(
    'is found by what Node does, though it claims to be %s',
    async (version) => {
      const preload = `claims-node-${version}.cjs`
      const app = await ChildApp.start('imports/app.mjs', { preload })
      expect((await app.stats()).imports.automatic).toBe(expected.reportsImports)
    },
  )
})

import { ChildApp } from './support/child-app'
import { whereReported } from './support/node-lines'

describe('imports before and after', () => {
  it('does not wait for an import that began before the gate was made', async () => {
    const gate = { requiredCompletions: 1, quietMs: 0 }
    const app = await ChildApp.start('gates/early-and-late.mjs', { gate })
    await app.request('GET', '/plain')
    expect(await app.until('open')).toMatchObject({ reason: 'completed' })
  })

  it('lets the end of an earlier import pass while the gate is closed', async () => {
    const app = await ChildApp.start('gates/early-and-late.mjs')
    app.command('release')
    await app.until('loaded', { name: 'held' })
    const { state, imports } = await app.stats()
    expect({ state, ...imports }).toMatchObject({ state: 'closed', settled: 0, pending: [] })
  })

  it('takes no notice of imports once it is open', async () => {
    const gate = { requiredCompletions: 1 }
    const app = await ChildApp.start('gates/early-and-late.mjs', { gate })
    await app.request('GET', '/plain')
    await app.until('open', { reason: 'completed' })
    expect((await app.request('GET', '/quick')).body).toBe('quick')
    const { state, imports } = await app.stats()
    expect({ state, ...imports }).toMatchObject({ state: 'open', settled: 0, pending: [] })
  })

  whereReported('opens although every request imports what was loaded already', async () => {
    const gate = { requiredCompletions: 1, quietMs: 100 }
    const app = await ChildApp.start('imports/app.mjs', { gate })
    while (app.all('open').length === 0) await app.request('GET', '/wait/quick')
    expect(await app.until('open')).toMatchObject({ reason: 'completed' })
    expect((await app.stats()).imports.settled).toBe(1)
  })
})

describe('the end of the subscription', () => {
  const quick = { bootTimeoutMs: 200 }

  it.each<[string, object, (app: ChildApp) => void, 'open' | 'fail']>([
    [
      'opens',
      { requiredCompletions: 1 },
      (app) => {
        app.send('GET', '/plain')
      },
      'open',
    ],
    [
      'opens by hand',
      {},
      (app) => {
        app.command('open')
      },
      'open',
    ],
    [
      'opens by its timeout',
      quick,
      (app) => {
        app.send('GET', '/wait/never')
      },
      'open',
    ],
    [
      'fails',
      { ...quick, onBootTimeout: 'fail' },
      (app) => {
        app.send('GET', '/wait/never')
      },
      'fail',
    ],
  ])('comes when the gate %s', async (_, gate, bringAbout, event) => {
    const app = await ChildApp.start('imports/app.mjs', { gate })
    expect(await app.importsAreHeard()).toBe(true)
    bringAbout(app)
    await app.until(event)
    expect(await app.importsAreHeard()).toBe(false)
  })

  it('comes when the gate is shut down', async () => {
    const app = await ChildApp.start('imports/app.mjs')
    expect(await app.importsAreHeard()).toBe(true)
    app.command('shutdown')
    expect(await app.importsAreHeard()).toBe(false)
  })
})

describe('two gates in one process', () => {
  interface Gates {
    state: string
    imports: { pending: { request: string | null }[] }
  }

  const read = async (app: ChildApp): Promise<Gates[]> =>
    JSON.parse((await app.request('GET', '/stats')).body) as Gates[]

  it('open each in its own time', async () => {
    const app = await ChildApp.start('gates/two.mjs')
    await app.request('GET', '/first')
    await app.until('open')
    expect(await read(app)).toMatchObject([{ state: 'open' }, { state: 'closed' }])
    expect(await app.importsAreHeard()).toBe(true)
    await app.request('GET', '/second')
    expect(await read(app)).toMatchObject([{ state: 'open' }, { state: 'open' }])
    expect(await app.importsAreHeard()).toBe(false)
  })

  whereReported('both see an import, and only one its request', async () => {
    const app = await ChildApp.start('gates/two.mjs')
    await app.request('POST', '/second/never')
    expect(await read(app)).toMatchObject([
      { state: 'closed', imports: { pending: [{ request: null }] } },
      { state: 'closed', imports: { pending: [{ request: 'POST /second/never' }] } },
    ])
  })
})

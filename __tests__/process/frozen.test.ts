import { setTimeout as delay } from 'node:timers/promises'
import { ChildApp } from './support/child-app'

const bootTimeoutMs = 1000

/** Freezes a process for longer than its boot may take, as a machine that sleeps does. */
async function freeze(app: ChildApp): Promise<void> {
  app.signal('SIGSTOP')
  await delay(2.5 * bootTimeoutMs)
  app.signal('SIGCONT')
}

const onPosix = process.platform === 'win32' ? describe.skip : describe

onPosix('a process that was frozen and thawed', () => {
  const gate = { bootTimeoutMs, onBootTimeout: 'fail' as const }

  it('is a quiet service, not a failed one', async () => {
    const app = await ChildApp.start('imports/app.mjs', { gate })
    await app.request('GET', '/plain')
    await freeze(app)
    expect(await app.until('open')).toMatchObject({ reason: 'idle' })
    expect(app.all('warning')).toEqual([])
  })

  it('does not take the time in which it was frozen for that of a request inside', async () => {
    const app = await ChildApp.start('imports/app.mjs', { gate: { ...gate, slotTimeoutMs: 900 } })
    await app.request('GET', '/plain')
    app.send('GET', '/wait/held')
    while ((await app.stats()).inFlight === 0);
    await freeze(app)
    expect(await app.until('open')).toMatchObject({ reason: 'idle' })
    expect(app.all('warning')).toEqual([])
  })
})

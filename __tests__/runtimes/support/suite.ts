import { once } from 'node:events'
import net from 'node:net'
import { text } from 'node:stream/consumers'
import { sendMany } from '../../helpers/send-many'
import { AppProcess, type Kind } from './app-process'
import type { Runtime } from './runtimes'

/** What differs between runtimes. */
export interface Expected {
  /** Whether it reports every `import()`. */
  readonly imports: boolean
  /** Whether `fetch` tells what it sends, and over which connection. */
  readonly fetch: boolean
}

/** What a gate does on a runtime, in an app of a kind. */
export function describeApp(runtime: Runtime | 'node', kind: Kind, expected: Expected): void {
  const start = (settings: Omit<Parameters<typeof AppProcess.start>[1], 'kind'> = {}) =>
    AppProcess.start(runtime, { kind, ...settings })
  const openingAtOnce = { options: { requiredCompletions: 1 } }

  /** An app that one request is inside of, which stays there, and others wait behind it. */
  async function startWithHeld(...held: string[]) {
    const app = await start()
    const inside = app.send('/slow')
    await app.until('admit', '/slow')
    const waiting = []
    for (const [index, path] of held.entries()) {
      waiting.push(app.send(path))
      while ((await app.stats()).queued <= index);
    }
    return { app, inside, waiting }
  }

  it('lets clients in one at a time until four have completed, then all', async () => {
    const app = await start()
    const answers = await Promise.all(Array.from({ length: 30 }, () => app.send('/work').answer))

    expect(await app.until('open')).toMatchObject({ reason: 'completed' })
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200))
    const insideBefore = answers.map(({ headers }) => Number(headers['x-inside-before']))
    expect(insideBefore.filter((count) => count === 0).length).toBeGreaterThanOrEqual(4)
    expect(Math.max(...insideBefore)).toBeGreaterThan(10)
    expect(await app.stats()).toMatchObject({ state: 'open', completed: 4, admitted: 30 })
  })

  it('drops a held client that goes away, and frees the slot of one inside', async () => {
    const { app, inside, waiting } = await startWithHeld('/gone', '/stays')
    waiting[0]?.abort()
    await app.until('abort', '/gone')
    inside.abort()
    await app.until('abort', '/slow')

    expect((await waiting[1]?.answer)?.status).toBe(200)
    expect(app.urls('admit')).toEqual(['/slow', '/stays'])
    expect(await app.stats()).toMatchObject({ completed: 1, aborted: 2 })
  })

  it('gives each held request its own async context, and its body whole', async () => {
    const { app, waiting } = await startWithHeld('/store?1', '/store?2', '/store?3')
    const body = Buffer.alloc(200_000, 'body ')
    const upload = app.send('/echo', { method: 'POST', body })
    await app.ask('release')

    const answers = await Promise.all(waiting.map(({ answer }) => answer))
    expect(answers.map((answer) => answer.body)).toEqual(['/store?1', '/store?2', '/store?3'])
    expect((await upload.answer).body).toBe(body.toString())
  })

  it(`${expected.imports ? 'sees' : 'does not see'} imports, and says so`, async () => {
    const app = await start(openingAtOnce)
    await app.send('/import').answer

    const { state, imports } = await app.stats()
    expect({ state, seen: imports.pending.length }).toEqual(
      expected.imports ? { state: 'closed', seen: 1 } : { state: 'open', seen: 0 },
    )
    expect(imports.automatic).toBe(expected.imports)
  })

  it('stays closed for what gate.lazy() loads and gate.track() watches', async () => {
    const app = await start({ options: { requiredCompletions: 2, trackImports: false } })
    await app.send('/lazy').answer
    await app.send('/track').answer
    const { state, imports } = await app.stats()
    expect(state).toBe('closed')
    expect(imports.pending.map(({ label, request }) => [label, request])).toEqual([
      ['page', 'GET /lazy'],
      ['a pool', 'GET /track'],
    ])

    await app.ask('release')
    expect(await app.until('open')).toMatchObject({ reason: 'completed' })
  })

  it('rejects what is too many, and what has waited for too long', async () => {
    const options = { maxQueueSize: 1, queueTimeoutMs: 300 }
    const app = await start({ options })
    app.send('/slow')
    await app.until('admit', '/slow')
    const answers = await sendMany(app.send, 2)

    expect(answers.map(({ status }) => status)).toEqual([503, 503])
    expect(answers.map(({ headers }) => headers['retry-after'])).toEqual(['1', '1'])
    expect((await app.stats()).rejected).toMatchObject({ queueFull: 1, queueTimeout: 1 })
  })

  it.each(['app', 'server'] as const)('is warmed up by its %s', async (target) => {
    const app = await start({ warmUp: { target, paths: ['/a', '/b', '/work', '/store'] } })

    expect(await app.until('open')).toMatchObject({ reason: 'warmed-up' })
    expect(await app.until('warmedUp')).toMatchObject({ statuses: [200, 200, 200, 200] })
    expect((await app.send('/').answer).status).toBe(200)
  })

  it('answers health checks, and rejects the held when it is shut down', async () => {
    const { app, waiting } = await startWithHeld('/held')
    const health = async () => {
      const paths = ['/livez', '/readyz', '/startupz']
      const answers = await Promise.all(paths.map((path) => app.send(path).answer))
      return answers.map(({ status }) => status)
    }
    expect(await health()).toEqual([200, 200, 200])

    await app.ask('shutdown')
    expect(await waiting[0]?.answer).toMatchObject({
      status: 503,
      headers: { connection: 'close' },
    })
    expect(await health()).toEqual([200, 503, 200])
  })

  it('reports the boot', async () => {
    const app = await start()
    await app.send('/lazy').answer
    await app.ask('release')
    await app.until('importSettled')
    await app.send('/work').answer

    const { phases, requests, imports, warmUp } = await app.report()
    expect(phases.map(({ name }) => name)).toEqual(expect.arrayContaining(['node', 'requests']))
    expect(requests.map(({ path, outcome }) => ({ path, outcome }))).toEqual([
      { path: '/lazy', outcome: 'completed' },
      { path: '/work', outcome: 'completed' },
    ])
    expect(imports.map(({ label, request }) => ({ label, request }))).toContainEqual({
      label: 'page',
      request: requests[0]?.id,
    })
    expect(warmUp).toContain('/lazy')
  })

  it('passes the slot of a stream on', async () => {
    const app = await start()
    const stream = app.send('/stream')
    await app.until('admit', '/stream')

    expect((await app.send('/after').answer).status).toBe(200)
    expect(await app.stats()).toMatchObject({ streamed: 1, completed: 2, slotTimeouts: 0 })
    stream.abort()
  })

  it('holds an upgrade', async () => {
    const { app } = await startWithHeld()
    const socket = net.connect(app.port, '127.0.0.1')
    await once(socket, 'connect')
    socket.write('GET /up HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n')
    while ((await app.stats()).queued === 0);
    expect(app.urls('admit')).toEqual(['/slow'])
    await app.ask('release')

    expect(await text(socket)).toMatch(/^HTTP\/1.1 101 /)
  })

  it('lets a request in beside the one that has dispatched it inside the process', async () => {
    const app = await start()

    expect((await app.send('/batch').answer).status).toBe(200)
    expect(await app.stats()).toMatchObject({ nested: 1, completed: 1, slotTimeouts: 0 })
  })

  it('lets in what a request asks its own server for by http.get(), beside it', async () => {
    const app = await start()

    expect((await app.send('/get').answer).status).toBe(200)
    expect(await app.stats()).toMatchObject({ nested: 1, completed: 1, slotTimeouts: 0 })
  })

  it(`${expected.fetch ? 'does so' : 'passes the slot on when it times out'} by fetch()`, async () => {
    const app = await start({ options: { slotTimeoutMs: 1000 } })

    expect((await app.send('/fetch').answer).status).toBe(200)
    expect(await app.stats()).toMatchObject(
      expected.fetch ? { nested: 1, slotTimeouts: 0 } : { nested: 0, slotTimeouts: 1 },
    )
  })
}

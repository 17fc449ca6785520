import http, { type IncomingMessage, type ServerResponse } from 'node:http'
import http2 from 'node:http2'
import { buffer } from 'node:stream/consumers'
import { callNodeRequestHandler } from 'node-mock-http'
import type { BootstrapGate } from '../../lib'
import { busyApp } from './support/busy-app'
import { stopAfterTest } from '../helpers/cleanup'
import { http1Client, http2Client } from '../helpers/client'
import { closedGate } from '../helpers/closed-gate'
import { listen } from '../helpers/listen'
import { turn } from '../helpers/turn'

type Listener = (req: IncomingMessage, res: ServerResponse) => Promise<void>

/** An app behind a gate that is awaited: it runs on in the async context of its caller. */
function awaiting(gate: BootstrapGate, app: (req: IncomingMessage) => unknown): Listener {
  return async (req, res) => {
    await new Promise<void>((resolve) => {
      gate(req, res, () => {
        resolve()
      })
    })
    await app(req)
    res.end(req.url)
  }
}

/** @returns the port */
function serve(listener: Listener): Promise<number> {
  return listen(http.createServer((req, res) => void listener(req, res)))
}

/** Sends a request within the process, as Nitro does. @returns the body of the answer */
async function dispatch(listener: Listener, url: string): Promise<unknown> {
  return (await callNodeRequestHandler(listener, { url })).body
}

const paths = ['/1', '/2', '/3', '/4']

describe('what one caller does for many is done for each of them alone', () => {
  test('when it hands over the requests that have come while the app was made', async () => {
    const gate = closedGate({ requiredCompletions: 10 })
    const { app, mostInside } = busyApp()
    const waiting: [IncomingMessage, ServerResponse][] = []
    const server = http.createServer((req, res) => {
      waiting.push([req, res])
      if (waiting.length < paths.length) return
      for (const messages of waiting) void awaiting(gate, app)(...messages)
    })
    const send = http1Client(await listen(server))
    const answers = await Promise.all(paths.map((path) => send(path).answer))
    expect(answers.map(({ body }) => body)).toEqual(paths)
    expect(gate.stats()).toMatchObject({ nested: 0, completed: paths.length })
    expect(mostInside()).toBe(1)
  })

  test('when one of those that it hands over is skipped, and asks the server', async () => {
    const gate = closedGate({ requiredCompletions: 10, skip: ({ url }) => url === '/skipped' })
    const { app, mostInside } = busyApp()
    const waiting: [IncomingMessage, ServerResponse][] = []
    const listener = awaiting(gate, async ({ url }) => {
      if (url === '/skipped') await send('/api').answer
      else await app()
    })
    const server = http.createServer((req, res) => {
      if (req.url === '/api') void listener(req, res)
      else waiting.push([req, res])
      if (waiting.length < 2) return
      waiting.sort(([{ url: a = '' }], [{ url: b = '' }]) => a.localeCompare(b))
      for (const messages of waiting.splice(0)) void listener(...messages)
    })
    const send = http1Client(await listen(server))
    await Promise.all(['/page', '/skipped'].map((path) => send(path).answer))
    expect(gate.stats()).toMatchObject({ nested: 0, skipped: 1, completed: 2 })
    expect(mostInside()).toBe(1)
  })

  test('when it dispatches them within the process', async () => {
    const gate = closedGate({ requiredCompletions: 10 })
    const { app, mostInside } = busyApp()
    const listener = awaiting(gate, app)
    const answers = await Promise.all(paths.map((url) => dispatch(listener, url)))
    expect(answers).toEqual(paths)
    expect(gate.stats()).toMatchObject({ nested: 0, completed: paths.length })
    expect(mostInside()).toBe(1)
  })

  test('when a request has begun that, has ended, and none of them is awaited', async () => {
    const gate = closedGate({ requiredCompletions: 10 })
    const { app, mostInside } = busyApp()
    let begun: Promise<unknown[]> | undefined
    const listener = awaiting(gate, ({ url }) => {
      if (url !== '/begin') return app()
      begun = dispatchWhenAlone()
      return undefined
    })
    const dispatchWhenAlone = async (): Promise<unknown[]> => {
      while (gate.stats().inFlight > 0) await turn()
      const answers: Promise<unknown>[] = []
      for (const path of paths) {
        answers.push(dispatch(listener, path))
        await turn()
      }
      return Promise.all(answers)
    }
    await http1Client(await serve(listener))('/begin').answer
    expect(await begun).toEqual(paths)
    expect(gate.stats()).toMatchObject({ nested: 0, completed: 1 + paths.length })
    expect(mostInside()).toBe(1)
  })

  test('when they share a session of HTTP/2', async () => {
    const gate = closedGate({ requiredCompletions: 10 })
    const { app, mostInside } = busyApp()
    const server = http2.createServer(awaiting(gate, app) as never)
    const session = http2.connect(`http://127.0.0.1:${String(await listen(server))}`)
    stopAfterTest(() => {
      session.destroy()
    })
    await Promise.all(
      paths.map(async (path) => {
        await buffer(session.request({ ':path': path }))
      }),
    )
    expect(gate.stats()).toMatchObject({ nested: 0, completed: paths.length })
    expect(mostInside()).toBe(1)
  })
})

describe('what a request causes after its gate was awaited', () => {
  test('is its own, also when it asks for several at once, and those ask in their turn', async () => {
    const gate = closedGate({ requiredCompletions: 10 })
    const { app, mostInside } = busyApp()
    const parts: Record<string, readonly string[]> = { '/page': ['/a', '/b'], '/a': ['/c', '/c'] }
    const listener: Listener = awaiting(gate, async ({ url = '' }) => {
      await Promise.all((parts[url] ?? []).map(async (part) => dispatch(listener, part)))
      await app()
    })
    const send = http1Client(await serve(listener))
    const answers = await Promise.all([send('/page').answer, send('/page').answer])
    expect(answers.map(({ status }) => status)).toEqual([200, 200])
    expect(gate.stats()).toMatchObject({ nested: 8, completed: 2, gaveWay: 0 })
    expect(mostInside()).toBe(1)
  })

  test('is still its own when what it has asked for has ended', async () => {
    const gate = closedGate({ requiredCompletions: 10 })
    const listener: Listener = awaiting(gate, async ({ url }) => {
      if (url !== '/page') return
      for (const part of ['/a', '/b', '/c']) await dispatch(listener, part)
    })
    const send = http1Client(await serve(listener))
    expect((await send('/page').answer).status).toBe(200)
    expect(gate.stats()).toMatchObject({ nested: 3, completed: 1, gaveWay: 0 })
  })

  test('is its own over HTTP/2', async () => {
    const gate = closedGate({ requiredCompletions: 10 })
    const listener = awaiting(gate, async ({ url }) => {
      if (url === '/page') await dispatch(listener, '/part')
    })
    const send = http2Client(await listen(http2.createServer(listener as never)))
    await Promise.all([send('/page').answer, send('/page').answer])
    expect(gate.stats()).toMatchObject({ nested: 2, completed: 2, gaveWay: 0 })
  })

  test('is no other’s, on a connection that is used again', async () => {
    const gate = closedGate({ requiredCompletions: 10 })
    const agent = new http.Agent({ keepAlive: true, maxSockets: 1 })
    stopAfterTest(() => {
      agent.destroy()
    })
    const port = await serve(awaiting(gate, () => undefined))
    for (const path of paths) {
      await new Promise((resolve, reject) => {
        http
          .get({ port, path, agent }, (response) => response.resume().on('end', resolve))
          .on('error', reject)
      })
    }
    expect(gate.stats()).toMatchObject({ nested: 0, completed: 4 })
  })
})

import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { BootstrapGate, BootstrapGateOptions } from '../../../lib'
import type { Handler } from '../../helpers/framework'
import { bareHttp } from '../../helpers/frameworks/bare'
import { Latch } from '../../helpers/latch'
import { Log } from '../../helpers/log'
import { setUp } from '../../helpers/set-up'

export interface StartingApp {
  readonly origin: string
  readonly gate: BootstrapGate
  /** Method and URL of each request that has met the gate. */
  readonly met: Log<string>
  /** From now on requests are served. */
  readonly start: () => void
}

/** A page that passes the gate; what it does is up to the test. */
const unguarded = '/unguarded'

/** An app that is not there yet: until it is, its gate rejects all requests but those for `/unguarded`. */
export async function startingApp(
  handler: Handler,
  options: BootstrapGateOptions = {},
): Promise<StartingApp> {
  const app = new Latch()
  const met = new Log<string>()
  const { gate, server } = await setUp(
    bareHttp,
    {
      waitFor: [app.opened],
      maxQueueSize: 0,
      retryAfterSeconds: 1,
      skip: (req) => req.url === unguarded,
      ...options,
    },
    {
      gated: (ownGate) => [
        (req, res, next) => {
          ownGate(req, res, next)
          if (req.url !== unguarded) met.add(`${req.method ?? ''} ${req.url ?? ''}`)
        },
      ],
      handler,
    },
  )
  const { port } = server.address() as AddressInfo
  return { origin: `http://127.0.0.1:${String(port)}`, gate, met, start: app.open }
}

/** Answers all requests with one page. */
export function answerPage(body: string): (req: IncomingMessage, res: ServerResponse) => void {
  return (_req, res) => {
    res.setHeader('Content-Type', 'text/html; charset=utf-8')
    // Chromium asks for no other icon then.
    res.end(`<!DOCTYPE html><title>app</title><link rel="icon" href="data:,">${body}`)
  }
}

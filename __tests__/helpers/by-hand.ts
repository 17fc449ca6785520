import { EventEmitter } from 'node:events'
import { IncomingMessage, ServerResponse, type IncomingHttpHeaders } from 'node:http'
import type { Socket } from 'node:net'
import type { BootstrapGate } from '../../lib'

/** A request that has met a gate, and what became of it. */
export interface Met {
  readonly req: IncomingMessage
  readonly res: ServerResponse
  readonly next: jest.Mock<undefined, [error?: unknown]>
  /** What was written, without the status line and the headers. */
  readonly body: () => string
  /** The response goes out, as Node tells of it. */
  readonly finish: () => void
}

interface Parts {
  readonly url?: string
  readonly method?: string
  readonly headers?: IncomingHttpHeaders
  /** Its connection, on which it is not its turn yet. */
  readonly socket?: Socket
  readonly httpVersionMajor?: number
  /** What HTTP/2 messages have besides. */
  readonly stream?: object | undefined
}

interface Surroundings {
  readonly before?: (res: ServerResponse) => unknown
  readonly handler?: (error?: unknown) => undefined
}

/** A connection that is there, and on which nothing goes on. */
export function liveSocket(): Socket {
  return Object.assign(new EventEmitter(), { destroyed: false }) as unknown as Socket
}

/** Whether a request has been let in. */
export function isIn({ next }: Met): boolean {
  return next.mock.calls.length > 0
}

/** Meets a gate with a request that was made by hand. */
export function meet(
  gate: BootstrapGate,
  parts: Parts = {},
  { before, handler }: Surroundings = {},
): Met {
  const req = Object.assign(new IncomingMessage(null as never), {
    method: 'GET',
    url: '/',
    socket: liveSocket(),
    ...parts,
  })
  const res = new ServerResponse(req)
  const end = jest.spyOn(res, 'end')
  before?.(res)
  const next = jest.fn<undefined, [error?: unknown]>(handler)
  gate(req, res, next)
  return {
    req,
    res,
    next,
    body: () => String(end.mock.lastCall?.[0] ?? ''),
    finish: () => {
      res.end()
      res.emit('finish')
    },
  }
}

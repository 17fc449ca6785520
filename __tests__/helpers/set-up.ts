import type { Server } from 'node:net'
import type { BootstrapGate, BootstrapGateOptions } from '../../lib'
import { closedGate } from './closed-gate'
import type { Send } from './client'
import { urlOf, type Framework, type Handler, type Middleware } from './framework'
import { listen } from './listen'
import { Log } from './log'
import { Stage } from './stage'

export interface Running {
  readonly gate: BootstrapGate
  readonly stage: Stage
  /** The URLs of the requests that have met the gate, in order. */
  readonly arrivals: Log<string>
  /** What the framework got through `next(error)`. */
  readonly errors: Log<unknown>
  readonly send: Send
  readonly server: Server
}

interface Surroundings {
  /** What requests pass before they meet the gate. */
  readonly before?: readonly Middleware[]
  /** What stands where the gate would. */
  readonly gated?: (gate: BootstrapGate) => readonly Middleware[]
  readonly handler?: Handler
  /** Makes the server out of its parts. */
  readonly create?: Framework['createApp']
}

/** A running app with a gate, that ends with the test. */
export async function setUp(
  framework: Framework,
  options: BootstrapGateOptions = {},
  { before = [], gated = (gate) => [gate], handler, create }: Surroundings = {},
): Promise<Running> {
  const gate = closedGate(options)
  const stage = new Stage()
  const arrivals = new Log<string>()
  const errors = new Log<unknown>()
  const recordArrival: Middleware = (req, _res, next) => {
    const url = urlOf(req)
    next()
    arrivals.add(url)
  }
  const server = (create ?? framework.createApp)({
    stack: [...before, recordArrival, ...gated(gate)],
    handler: handler ?? stage.handler,
    onError: (error) => {
      errors.add(error)
    },
  })
  const send = framework.client(await listen(server))
  return { gate, stage, arrivals, errors, send, server }
}

import { EventEmitter } from 'node:events'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { Gate } from './gate'
import type { GateOptions } from './options/options'
import { Origin } from './origin'

/** What is compiled is compiled for all gates of the process. */
let isOver = false

/**
 * Sends two requests that nobody has sent through a gate that nobody sees, until it opens. Node compiles a
 * function when it is called first: so none of that is left for the first real request.
 */
export async function rehearse(options: GateOptions): Promise<void> {
  if (isOver) return
  isOver = true
  const making = { origin: new Origin(), stop: () => undefined }
  const gate = new Gate(withoutTheirUser(options), undefined, making, () => undefined)
  gate.begin()
  const first = createExchange()
  const second = createExchange()
  try {
    for (const { req, res } of [first, second]) gate.meet(req, res, () => undefined)
    first.end()
    await Promise.resolve() // the slot is on its way
    second.end()
  } finally {
    gate.shutdown()
  }
}

/** Nothing of the user's is called. */
function withoutTheirUser(options: GateOptions): GateOptions {
  return {
    ...options,
    requiredCompletions: 2,
    concurrency: 1,
    maxQueueSize: 2,
    waitFor: [],
    trackImports: false,
    slowStart: false,
    ignoreImport: undefined,
    skip: undefined,
    requestWasSuccessful: () => true,
    handler: () => undefined,
    mutex: undefined,
  }
}

/** What a gate asks of a request and its response. */
function createExchange() {
  const req = Object.assign(new EventEmitter(), {
    method: 'GET',
    url: '/',
    headers: {},
    httpVersionMajor: 1,
    complete: true,
    readableEnded: true,
  }) as unknown as IncomingMessage
  const res = Object.assign(new EventEmitter(), {
    statusCode: 200,
    headersSent: false,
    writableEnded: false,
    destroyed: false,
    socket: undefined,
  })
  const end = (): void => {
    res.writableEnded = true
    res.emit('finish')
    res.emit('close')
  }
  return { req, res: res as unknown as ServerResponse, end }
}

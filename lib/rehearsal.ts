import { EventEmitter } from 'node:events'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { Socket } from 'node:net'
import { Gate } from './gate'
import type { GateOptions } from './options/options'
import { Origin } from './origin'
import type { Surroundings } from './surroundings'

/** Of the queue of promises. */
const enoughTurns = 10

/** Once is enough: what is compiled serves all gates of the process. */
let isOver = false

/**
 * Sends two made-up requests through a gate of its own, until that opens. Node compiles a function when it is
 * called first: so nothing is left to compile for the first real request.
 */
export async function rehearse(
  options: GateOptions,
  errorClass: Surroundings['errorClass'],
): Promise<void> {
  if (isOver) return
  isOver = true
  const gate = new Gate(withoutTheirUser(options), {
    face: undefined,
    making: { origin: new Origin(), stop: () => undefined },
    errorClass,
    onOpen: () => undefined,
  })
  gate.begin()
  const first = createExchange()
  const second = createExchange()
  try {
    for (const { req, res } of [first, second]) gate.meet(req, res, () => undefined)
    first.end()
    // The slot takes that long to get to the second.
    for (let turns = 0; turns < enoughTurns; turns++) await Promise.resolve()
    second.end()
  } finally {
    gate.shutdown()
  }
}

/** None of the user's callbacks is called. */
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
    handler: undefined,
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
    upgrade: false,
    // As if it came over a connection.
    socket: Object.create(Socket.prototype) as Socket,
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

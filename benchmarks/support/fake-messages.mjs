import { EventEmitter } from 'node:events'

const socket = { destroyed: false }

function listenerOfNode() {}

function endResponse() {
  if (this.writableEnded) return
  this.writableEnded = true
  this.emit('finish')
  this.emit('close')
}

/**
 * A request and its response without a connection below: event emitters, as Node's are, with the
 * properties that middleware read, and a listener where Node has one of its own.
 *
 * @param handle - the app: called with both when they are let in
 */
export function createExchange(handle) {
  const req = new EventEmitter()
  const res = new EventEmitter()
  Object.assign(req, {
    method: 'GET',
    url: '/',
    path: '/',
    headers: {},
    httpVersionMajor: 1,
    complete: true,
    readableEnded: false,
    socket,
  })
  Object.assign(res, {
    writableEnded: false,
    headersSent: false,
    destroyed: false,
    socket,
    status: () => res,
    end: endResponse,
  })
  req.on('error', listenerOfNode)
  res.on('finish', listenerOfNode)
  return { req, res, next: () => handle(req, res) }
}

export function createExchanges(count, handle) {
  return Array.from({ length: count }, () => createExchange(handle))
}

/** What Node emits when the client of a held request goes away. */
export function abort({ req, res }) {
  res.destroyed = true
  res.emit('close')
  req.emit('close')
}

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import http2, { type Http2ServerRequest, type Http2ServerResponse } from 'node:http2'
import {
  bootstrapGate,
  type BootstrapGate,
  type BootstrapGateOptions,
  type RejectionHandler,
  type RequestPredicate,
} from 'bootstrap-gate'

const gate = bootstrapGate()
const pass = (): void => undefined

export const servers = [
  createServer((req, res) => {
    gate(req, res, pass)
  }),
  http2.createServer((req, res) => {
    gate(req, res, pass)
  }),
  http2.createSecureServer({ allowHTTP1: true }, (req, res) => {
    gate(req, res, pass)
  }),
]

/** Takes messages of `node:http` and no others. */
const isHttp1 = (req: IncomingMessage, res: ServerResponse): boolean =>
  req.httpVersionMajor === 1 && res.statusCode > 0
const isOfStreamOne = (req: Http2ServerRequest): boolean => req.stream.id === 1

/** Callbacks that say nothing get messages of `node:http`. */
bootstrapGate({
  skip: (req, res) => isHttp1(req, res),
  requestWasSuccessful: (_req, res) => res.statusCode < 500,
  handler: (req, res, next, rejection) => {
    res.writeHead(rejection.status, { 'content-type': 'text/plain' })
    if (isHttp1(req, res)) res.end(rejection.code)
    else next(rejection)
  },
})

/** What one callback says of messages holds for those that say nothing. */
bootstrapGate({
  skip: (req: Http2ServerRequest) => isOfStreamOne(req),
  requestWasSuccessful: (req, res: Http2ServerResponse) => isOfStreamOne(req) && !res.stream.closed,
  handler: (req, res, _next, rejection) => {
    if (isOfStreamOne(req)) res.stream.respond({ ':status': rejection.status })
    res.writeHead(rejection.status, { 'content-type': 'text/plain' })
    res.end(rejection.code)
  },
})
bootstrapGate({ skip: isOfStreamOne })
bootstrapGate({
  skip: (req: IncomingMessage | Http2ServerRequest) => req.url === '/healthz',
  requestWasSuccessful: (_req, res: ServerResponse | Http2ServerResponse) => res.statusCode < 500,
})

/** Options and callbacks that are written apart. */
const predicate: RequestPredicate<Http2ServerRequest, Http2ServerResponse> = (req, res) =>
  isOfStreamOne(req) && res.stream.headersSent
const handler: RejectionHandler<Http2ServerRequest, Http2ServerResponse> = (_req, res) => {
  res.writeHead(503).end()
}
const options: BootstrapGateOptions<Http2ServerRequest, Http2ServerResponse> = {
  skip: isOfStreamOne,
  requestWasSuccessful: predicate,
  handler,
}
bootstrapGate(options)
bootstrapGate({ skip: isHttp1 } satisfies BootstrapGateOptions)

gate.events.on('admit', ({ req }) => [req.url, req.method, req.headers['accept']])

/** Listeners of events are told of the messages that the gate was made for. */
const http2Gate = bootstrapGate<Http2ServerRequest, Http2ServerResponse>()
http2Gate.events.on('admit', ({ req }: { req: Http2ServerRequest }) => isOfStreamOne(req))
bootstrapGate({ skip: isOfStreamOne }).events.on('abort', ({ req }) => isOfStreamOne(req))

/** Whoever takes a gate says for which messages, where they are not those of `node:http`. */
export const gates: BootstrapGate<Http2ServerRequest>[] = [
  http2Gate,
  bootstrapGate({ skip: isOfStreamOne }),
]
export const plain: BootstrapGate[] = [gate, bootstrapGate({ skip: isHttp1 })]

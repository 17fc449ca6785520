import { meet } from '../../helpers/by-hand'
import { closedGate } from '../../helpers/closed-gate'
import { reject } from './support/reject'

afterEach(() => {
  jest.restoreAllMocks()
})

test('JSON: a problem with all that a program wants to know', () => {
  const { res, body } = reject({}, undefined, { retryAfterSeconds: 7 })
  expect(res.statusCode).toBe(503)
  expect({ ...res.getHeaders() }).toEqual({
    'content-type': 'application/problem+json; charset=utf-8',
    'content-length': Buffer.byteLength(body()),
    'retry-after': '7',
    'cache-control': 'no-store',
    vary: 'Accept',
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'",
  })
  expect(JSON.parse(body())).toEqual({
    type: 'about:blank',
    title: 'Service Unavailable',
    status: 503,
    detail: 'The service is starting and already holds as many requests as it may.',
    code: 'ERR_BOOTSTRAP_GATE_QUEUE_FULL',
    reason: 'queue-full',
    retryAfterSeconds: 7,
  })
})

test('JSON goes to those that ask for it by its common name', () => {
  const { res } = reject({ headers: { accept: 'application/json, text/html;q=0.5' } })
  expect(res.getHeader('Content-Type')).toBe('application/problem+json; charset=utf-8')
})

test('plain text: one line that says what to do', () => {
  const { res, body } = reject({ headers: { accept: 'text/plain' } })
  expect(res.getHeader('Content-Type')).toBe('text/plain; charset=utf-8')
  expect(body()).toMatch(/^The service is starting.*try again in 1 s\.\n$/)
})

test.each([
  [undefined, 'Accept'],
  ['', 'Accept'],
  ['Origin', 'Origin, Accept'],
  ['Origin ,, Cookie', 'Origin, Cookie, Accept'],
  [['Origin', 'Cookie'], 'Origin, Cookie, Accept'],
  ['accept, Origin', 'accept, Origin'],
  ['*', '*'],
  ['Accept-Encoding', 'Accept-Encoding, Accept'],
])('Vary: %p becomes %s', (existing, expected) => {
  const { res } = reject({}, (response) => {
    if (existing !== undefined) response.setHeader('Vary', existing)
  })
  expect(res.getHeader('Vary')).toBe(expected)
})

test('what was said of another body is taken back, what was said of the server stays', () => {
  const stale = {
    'Content-Encoding': 'gzip',
    'Content-Language': 'de',
    'Content-Range': 'bytes 0-1/2',
    ETag: '"1"',
    'Last-Modified': 'Tue, 24 Nov 2026 13:00:00 GMT',
    'Transfer-Encoding': 'chunked',
    'Content-Length': 12_345,
    'Strict-Transport-Security': 'max-age=1',
  }
  const { res, body } = reject({}, (response) => {
    for (const [name, value] of Object.entries(stale)) response.setHeader(name, value)
  })
  const left = Object.keys(stale).filter((name) => res.hasHeader(name))
  expect(left).toEqual(['Content-Length', 'Strict-Transport-Security'])
  expect(res.getHeader('Content-Length')).toBe(Buffer.byteLength(body()))
})

test('HEAD gets no body, and the length of the one that GET would get', () => {
  const { body: page } = reject()
  const { res, body } = reject({ method: 'HEAD' })
  expect(res.writableEnded).toBe(true)
  expect(body()).toBe('')
  expect(res.getHeader('Content-Length')).toBe(Buffer.byteLength(page()))
})

test.each([undefined, null, {}, { accept: 5 }])('headers that are %j get JSON', (headers) => {
  const { res, next } = reject({ headers: headers as never })
  expect(next).not.toHaveBeenCalled()
  expect(res.statusCode).toBe(503)
  expect(res.getHeader('Content-Type')).toBe('application/problem+json; charset=utf-8')
})

test.each([
  ['stopped', 'close'],
  ['full', undefined],
])('a gate that is %s says Connection: %s', (why, connection) => {
  const gate = closedGate({ maxQueueSize: 0 })
  meet(gate)
  if (why === 'stopped') gate.shutdown()
  expect(meet(gate).res.getHeader('Connection')).toBe(connection)
})

test('a Trailer that something has announced does not go with a body of known length', () => {
  const { res, next, body } = reject({}, (response) =>
    response.setHeader('Trailer', 'Server-Timing'),
  )
  expect(res.getHeader('Trailer')).toBeUndefined()
  expect(JSON.parse(body())).toMatchObject({ status: 503 })
  expect(next).not.toHaveBeenCalled()
})

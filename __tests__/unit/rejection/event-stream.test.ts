import type { BootstrapGateOptions } from '../../../lib'
import { meet } from '../../helpers/by-hand'
import { closedGate } from '../../helpers/closed-gate'
import { collectWarnings } from '../../helpers/gate-warnings'
import { reject } from './support/reject'

/** So a browser's EventSource sends them. */
const headers = { accept: 'text/event-stream', 'cache-control': 'no-cache' }

afterEach(() => {
  jest.restoreAllMocks()
  jest.useRealTimers()
})

test.each([
  [7, 7000],
  [1, 1000],
  [0, 0],
])('an EventSource is told to come again: Retry-After %i is %i ms', (seconds, ms) => {
  const { res, next, body } = reject({ headers }, undefined, { retryAfterSeconds: seconds })
  expect(res.statusCode).toBe(200)
  expect({ ...res.getHeaders() }).toEqual({
    'content-type': 'text/event-stream',
    'content-length': Buffer.byteLength(body()),
    'cache-control': 'no-store',
    vary: 'Accept',
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'",
  })
  expect(body()).toBe(`retry: ${String(ms)}\n\n`)
  expect(res.writableEnded).toBe(true)
  expect(next).not.toHaveBeenCalled()
})

test('it is counted as rejected, and what was said of another body is taken back', () => {
  const gate = closedGate({ maxQueueSize: 0 })
  meet(gate)
  const { res } = meet(
    gate,
    { headers },
    { before: (response) => response.setHeader('Content-Encoding', 'gzip') },
  )
  expect(res.statusCode).toBe(200)
  expect(res.hasHeader('Content-Encoding')).toBe(false)
  expect(gate.stats().rejected.queueFull).toBe(1)
})

test('its headers are compared without case', () => {
  const { res } = reject({
    headers: { accept: ' Text/Event-Stream', 'cache-control': 'No-Cache ' },
  })
  expect(res.statusCode).toBe(200)
})

test.each([
  ['a fetch', 'GET', { accept: 'text/event-stream' }],
  ['another Cache-Control', 'GET', { ...headers, 'cache-control': 'no-cache, no-store' }],
  ['a second type', 'GET', { ...headers, accept: 'text/event-stream, */*' }],
  ['two types of a tool', 'GET', { ...headers, accept: 'application/json, text/event-stream' }],
  ['no type', 'GET', { 'cache-control': 'no-cache' }],
  ['HEAD', 'HEAD', headers],
  ['POST', 'POST', headers],
])('%s gets the 503', (_who, method, sent) => {
  const { res } = reject({ method, headers: sent })
  expect(res.statusCode).toBe(503)
  expect(res.getHeader('Content-Type')).toBe('application/problem+json; charset=utf-8')
})

test.each<[string, BootstrapGateOptions]>([
  ['boot-failed', { waitFor: [() => Promise.reject(new Error('no database'))] }],
  ['boot-timeout', { onBootTimeout: 'fail', bootTimeoutMs: 1 }],
])('of a gate that has failed it gets the 503: %s', async (reason, options) => {
  jest.useFakeTimers()
  collectWarnings()
  const gate = closedGate(options)
  meet(gate)
  await jest.advanceTimersByTimeAsync(1)
  expect(gate.state).toBe('failed')
  const { res, body } = meet(gate, { headers })
  expect(res.statusCode).toBe(503)
  expect(JSON.parse(body())).toMatchObject({ reason })
})

test.each(['queue-timeout', 'stopped'])('held and then rejected (%s) it comes again', (reason) => {
  jest.useFakeTimers()
  const gate = closedGate({ queueTimeoutMs: 1 })
  meet(gate)
  const { res, body } = meet(gate, { headers })
  if (reason === 'stopped') gate.shutdown()
  else jest.advanceTimersByTime(1)
  expect(gate.stats().rejected).toMatchObject(
    reason === 'stopped' ? { stopped: 1 } : { queueTimeout: 1 },
  )
  expect(res.statusCode).toBe(200)
  expect(body()).toBe('retry: 1000\n\n')
})

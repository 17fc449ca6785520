import { IncomingMessage } from 'node:http'
import { isProbe, type AnyRequest } from '../../../lib'
import { knownProbes } from '../../../lib/probes/known-probes'
import { ordinary, samples } from '../../helpers/probe-samples'

/** What a request of that kind looks like to whoever reads only this. */
const request = (parts: object): AnyRequest => parts as AnyRequest
const sent = (userAgent: string, method = 'GET'): AnyRequest =>
  request({ method, httpVersion: '1.1', headers: { host: 'app', 'user-agent': userAgent } })

const genuine = samples.flatMap(({ name, userAgents }) =>
  userAgents.map((userAgent): [string, string] => [name, userAgent]),
)

test('each row of the table has its samples, in its order', () => {
  expect(samples.map(({ name }) => name)).toEqual(knownProbes.map(({ name }) => name))
})

test.each(genuine)('%s is known: %s', (name, userAgent) => {
  const rows = knownProbes.filter((row) => row.userAgent.test(userAgent))
  expect(rows.map((row) => row.name)).toEqual([name])
  for (const method of ['GET', 'HEAD', 'OPTIONS'])
    expect(isProbe(sent(userAgent, method))).toBe(true)
})

test.each(genuine)(
  '%s changes nothing, so by another method it is not known: %s',
  (_, userAgent) => {
    const methods = ['POST', 'PUT', 'PATCH', 'DELETE', 'CONNECT', 'TRACE', 'QUERY', 'get', '']
    expect(methods.filter((method) => isProbe(sent(userAgent, method)))).toEqual([])
  },
)

test.each(genuine)('%s writes it in no other case: %s', (_, userAgent) => {
  expect(isProbe(sent(userAgent.toLowerCase().replace(/^kube-probe/, 'KUBE-PROBE')))).toBe(false)
  expect(isProbe(sent(userAgent.toUpperCase()))).toBe(false)
})

test.each(samples)('$name: what stands before it makes it another, or does not', (sample) => {
  for (const userAgent of sample.userAgents) {
    for (const before of ['Mozilla/5.0 ', 'x', '\n', '(compatible; ']) {
      expect(isProbe(sent(`${before}${userAgent}`))).toBe(sample.anywhere === true)
    }
  }
})

test.each(samples.flatMap(({ name, nearMisses }) => nearMisses.map((miss) => [name, miss])))(
  '%s is not known by %s',
  (_, userAgent = '') => {
    expect(isProbe(sent(userAgent))).toBe(false)
  },
)

test.each(ordinary)('"%s" is none', (userAgent) => {
  expect(isProbe(sent(userAgent))).toBe(false)
})

describe('HAProxy', () => {
  const haproxy = { method: 'OPTIONS', httpVersion: '1.0', headers: {} }

  test.each(['OPTIONS', 'GET', 'HEAD'])(
    'by %s says nothing over HTTP/1.0, and is known',
    (method) => {
      expect(isProbe(request({ ...haproxy, method }))).toBe(true)
      expect(isProbe(request({ ...haproxy, method, headers: { 'content-length': '0' } }))).toBe(
        true,
      )
    },
  )

  test.each([
    ['HTTP/1.1', { httpVersion: '1.1' }],
    ['HTTP/2', { httpVersion: '2.0' }],
    ['no version', { httpVersion: undefined }],
    ['a number for a version', { httpVersion: 1 }],
    ['POST', { method: 'POST' }],
    ['a Host', { headers: { host: 'app' } }],
    ['an empty Host', { headers: { host: '' } }],
    ['a User-Agent', { headers: { 'user-agent': 'ab/2.3' } }],
    ['an empty User-Agent', { headers: { 'user-agent': '' } }],
    ['an odd User-Agent', { headers: { 'user-agent': ['kube-probe/1.34'] } }],
    ['no headers', { headers: undefined }],
    ['null for headers', { headers: null }],
    ['a text for headers', { headers: 'host: app' }],
  ])('does not send %s', (_, parts) => {
    expect(isProbe(request({ ...haproxy, ...parts }))).toBe(false)
  })
})

test.each([
  ['nothing', {}],
  ['no method', { headers: { 'user-agent': 'kube-probe/1.34' } }],
  ['an odd method', { method: ['GET'], headers: { 'user-agent': 'kube-probe/1.34' } }],
  ['no headers', { method: 'GET' }],
  ['null for headers', { method: 'GET', headers: null }],
  ['a function for headers', { method: 'GET', headers: () => 'kube-probe/1.34' }],
  ['an odd User-Agent', { method: 'GET', headers: { 'user-agent': 7 } }],
  ['several User-Agents', { method: 'GET', headers: { 'user-agent': ['kube-probe/1.34'] } }],
  ['a Headers', { method: 'GET', headers: new Headers({ 'user-agent': 'kube-probe/1.34' }) }],
])('a message that was made by hand may have %s', (_, parts) => {
  expect(isProbe(request(parts))).toBe(false)
})

test('an object made of a prototype of Node has no parts', () => {
  expect(isProbe(Object.create(IncomingMessage.prototype) as IncomingMessage)).toBe(false)
})

test('no User-Agent costs more than its length', () => {
  const shortest = (work: () => unknown): number =>
    Math.min(
      ...Array.from({ length: 20 }, () => {
        const began = performance.now()
        work()
        return performance.now() - began
      }),
    )
  for (const part of ['Cloudflare-', 'Knative-a-Prob', 'm', 'HealthCheck/1']) {
    const long = sent(part.repeat(100_000 / part.length))
    // Were it the square, this would be seconds.
    expect(shortest(() => isProbe(long))).toBeLessThan(50)
    expect(isProbe(long)).toBe(false)
  }
})

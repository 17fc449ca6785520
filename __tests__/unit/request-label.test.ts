import type { IncomingMessage } from 'node:http'
import { labelRequest } from '../../lib/request-label'

const label = (parts: object): string => labelRequest(parts as IncomingMessage)

test.each([
  ['the query is left out', { method: 'GET', url: '/a?token=1' }, 'GET /a'],
  ['so is a fragment', { method: 'GET', url: '/a#b' }, 'GET /a'],
  ['an absolute URL loses its host', { method: 'GET', url: 'http://u:p@host/a?b' }, 'GET /a'],
  ['so it does with digits in the scheme', { method: 'GET', url: 'h2c://host/a' }, 'GET /a'],
  ['a URL in the path stays', { method: 'GET', url: '/to/http://b/c' }, 'GET /to/http://b/c'],
  ['originalUrl is the whole path', { method: 'PUT', url: '/a', originalUrl: '/x/a' }, 'PUT /x/a'],
  ['one that is no string is not taken', { method: 'GET', url: '/a', originalUrl: {} }, 'GET /a'],
  ['without a path it is the root', { method: 'OPTIONS' }, 'OPTIONS /'],
  ['without a method there is none', { url: '/a' }, ' /a'],
  [
    'nothing can command a terminal',
    { method: 'GET', url: '/\x1b[2J\u009b\n' },
    'GET /\\u001b[2J\\u009b\\u000a',
  ],
  ['nor end the path', { method: 'GET', url: '/a b' }, 'GET /a\\u0020b'],
  ['a method that is no string is none', { method: 7, url: '/a' }, ' /a'],
  ['nor is such a path one', { method: 'GET', url: 7 }, 'GET /'],
])('%s', (_name, request, expected) => {
  expect(label(request)).toBe(expected)
})

test('a long path is cut, and so is a long method', () => {
  expect(label({ method: 'GET', url: `/${'a'.repeat(199)}` })).toBe(`GET /${'a'.repeat(199)}`)
  expect(label({ method: 'GET', url: `/${'a'.repeat(10_000)}` })).toMatch(/^GET \/a{196}\.\.\.$/)
  expect(label({ method: 'A'.repeat(5000), url: '/' })).toMatch(/^A{17}\.\.\. \/$/)
})

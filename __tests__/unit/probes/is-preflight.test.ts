import type { AnyRequest } from '../../../lib'
import { isPreflight } from '../../../lib/probes/is-preflight'

const asks = { origin: 'https://shop.example', 'access-control-request-method': 'PUT' }
const judged = (parts: object): boolean => isPreflight(parts as AnyRequest)

test.each([
  ['a browser that asks for PUT', { method: 'OPTIONS', headers: asks }],
  [
    'one without an Origin',
    { method: 'OPTIONS', headers: { 'access-control-request-method': 'GET' } },
  ],
])('%s sends a preflight', (_, parts) => {
  expect(judged(parts)).toBe(true)
})

test.each([
  ['OPTIONS alone', { method: 'OPTIONS', headers: { origin: 'https://shop.example' } }],
  [
    'another header of CORS',
    { method: 'OPTIONS', headers: { 'access-control-request-headers': 'a' } },
  ],
  ['GET', { method: 'GET', headers: asks }],
  ['lower case', { method: 'options', headers: asks }],
  ['no method', { headers: asks }],
  ['no headers', { method: 'OPTIONS' }],
  ['null for headers', { method: 'OPTIONS', headers: null }],
  ['an odd header', { method: 'OPTIONS', headers: { 'access-control-request-method': 7 } }],
])('%s is none', (_, parts) => {
  expect(judged(parts)).toBe(false)
})

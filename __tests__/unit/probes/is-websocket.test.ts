import type { AnyRequest } from '../../../lib'
import { isWebSocket } from '../../../lib/probes/is-websocket'

const judged = (parts: object): boolean => isWebSocket(parts as AnyRequest)
const asking = (connection: unknown, upgrade: unknown, method = 'GET') => ({
  method,
  headers: { connection, upgrade },
})

test.each([
  ['Upgrade', 'websocket'],
  ['upgrade', 'WebSocket'],
  ['UPGRADE', 'WEBSOCKET'],
  ['keep-alive, Upgrade', 'websocket'],
  ['Upgrade,keep-alive', 'websocket'],
  ['close ,\tupgrade , x', ' websocket '],
])('Connection: %s and Upgrade: %s opens one', (connection, upgrade) => {
  expect(judged(asking(connection, upgrade))).toBe(true)
})

test.each([
  // curl --http2, and the HTTP client of Java
  ['Upgrade, HTTP2-Settings', 'h2c', 'GET'],
  ['Upgrade', 'TLS/1.2', 'GET'],
  ['Upgrade', 'websocket2', 'GET'],
  ['Upgrade', 'web socket', 'GET'],
  ['Upgrade', '', 'GET'],
  ['Upgrade', undefined, 'GET'],
  ['Upgrade', ['websocket'], 'GET'],
  ['keep-alive', 'websocket', 'GET'],
  ['upgrade-insecure-requests', 'websocket', 'GET'],
  ['no upgrade', 'websocket', 'GET'],
  ['', 'websocket', 'GET'],
  [undefined, 'websocket', 'GET'],
  [7, 'websocket', 'GET'],
  ['Upgrade', 'websocket', 'POST'],
  ['Upgrade', 'websocket', 'HEAD'],
  ['Upgrade', 'websocket', 'get'],
])('Connection: %s and Upgrade: %s by %s is an ordinary request', (connection, upgrade, method) => {
  expect(judged(asking(connection, upgrade, method))).toBe(false)
})

test.each([{}, { method: 'GET' }, { method: 'GET', headers: null }, { headers: {} }])(
  'a message that was made by hand opens none: %j',
  (parts) => {
    expect(judged(parts)).toBe(false)
  },
)

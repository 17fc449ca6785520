import http from 'node:http'
import http2 from 'node:http2'
import { isProbe, type AnyRequest } from '../../lib'
import { isPreflight } from '../../lib/probes/is-preflight'
import { isWebSocket } from '../../lib/probes/is-websocket'
import { RawClient } from '../faults/support/raw-client'
import { http2Client } from '../helpers/client'
import { listen } from '../helpers/listen'
import { ordinary, samples } from '../helpers/probe-samples'

const judge = (req: AnyRequest): string =>
  JSON.stringify([isProbe(req), isPreflight(req), isWebSocket(req)])

/** What a bare server finds that these bytes are: a probe, a preflight, a WebSocket. */
async function found(bytes: string): Promise<boolean[]> {
  const server = http.createServer((req, res) =>
    res.setHeader('Connection', 'close').end(judge(req)),
  )
  const client = await RawClient.connect(await listen(server))
  client.socket.write(bytes)
  const answer = await client.until(/\[.*\]/)
  return JSON.parse(/\[.*\]/.exec(answer)?.[0] ?? '') as boolean[]
}

const get = (...headers: string[]): string =>
  ['GET /healthz HTTP/1.1', 'Host: 10.0.0.1:3000', ...headers, '', ''].join('\r\n')

const probe = [true, false, false]
const preflight = [false, true, false]
const webSocket = [false, false, true]
const nothing = [false, false, false]

test.each(
  samples.flatMap(({ name, userAgents }) => userAgents.map((userAgent) => [name, userAgent])),
)('%s is a probe: %s', async (_, userAgent = '') => {
  expect(await found(get(`User-Agent: ${userAgent}`, 'Accept: */*', 'Connection: close'))).toEqual(
    probe,
  )
  expect(await found(get(`USER-AGENT:${userAgent}\t`))).toEqual(probe)
})

test.each([
  ['as it has always been', 'OPTIONS / HTTP/1.0\r\n\r\n'],
  ['of 2.2 and later', 'OPTIONS / HTTP/1.0\r\ncontent-length: 0\r\n\r\n'],
  ['with the state of the server', 'OPTIONS / HTTP/1.0\r\nX-Haproxy-Server-State: UP\r\n\r\n'],
  ['with another method and path', 'HEAD /healthz HTTP/1.0\r\n\r\n'],
])('HAProxy is a probe: %s', async (_, bytes) => {
  if (bytes.startsWith('HEAD')) {
    // The answer has no body to read: it is the header that is looked at.
    const server = http.createServer((req, res) => res.setHeader('X-Found', judge(req)).end())
    const client = await RawClient.connect(await listen(server))
    client.socket.write(bytes)
    expect(await client.until(/\r\n\r\n/)).toContain(`X-Found: ${JSON.stringify(probe)}`)
    return
  }
  expect(await found(bytes)).toEqual(probe)
})

test.each([
  ['an old proxy', 'GET / HTTP/1.0\r\nHost: app\r\n\r\n'],
  ['ab', 'GET / HTTP/1.0\r\nUser-Agent: ApacheBench/2.3\r\n\r\n'],
  ['an empty Host', 'GET / HTTP/1.0\r\nHost:\r\n\r\n'],
  ['a POST', 'POST / HTTP/1.0\r\nContent-Length: 0\r\n\r\n'],
  ['the second User-Agent', get('User-Agent: curl/8.5.0', 'User-Agent: kube-probe/1.34')],
  ['another header', get('X-User-Agent: kube-probe/1.34')],
  ['a POST of a checker', get('User-Agent: kube-probe/1.34').replace('GET', 'POST')],
  ['h2c', get('Connection: Upgrade, HTTP2-Settings', 'Upgrade: h2c', 'HTTP2-Settings: AAMAAABk')],
  ['no User-Agent', get()],
  ...ordinary.map((userAgent): [string, string] => [userAgent, get(`User-Agent: ${userAgent}`)]),
])('it is nothing of all these: %s', async (_, bytes) => {
  expect(await found(bytes)).toEqual(nothing)
})

test('a preflight and a WebSocket are seen as what they are', async () => {
  const asks = get('Origin: https://shop.example', 'Access-Control-Request-Method: PUT')
  expect(await found(asks.replace('GET', 'OPTIONS'))).toEqual(preflight)
  expect(
    await found(get('Connection: keep-alive', 'Connection: Upgrade', 'Upgrade: WebSocket')),
  ).toEqual(webSocket)
})

test('over HTTP/2 a checker is known as well, and who says nothing is not HAProxy', async () => {
  const server = http2.createServer((req, res) => res.end(judge(req)))
  const send = http2Client(await listen(server))
  const answers = [
    send('/', { headers: { 'user-agent': 'Envoy/HC' } }),
    send('/'),
    send('/', { method: 'OPTIONS', headers: { 'access-control-request-method': 'PUT' } }),
  ].map(async ({ answer }) => JSON.parse((await answer).body) as boolean[])
  expect(await Promise.all(answers)).toEqual([probe, nothing, preflight])
})

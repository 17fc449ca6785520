import { areOneConnection } from '../../../../lib/requests/own/same-connection'

const client = {
  connecting: false,
  destroyed: false,
  localAddress: '127.0.0.1',
  localPort: 50_000,
  remoteAddress: '127.0.0.2',
  remotePort: 3000,
}

const server = {
  localAddress: '127.0.0.2',
  localPort: 3000,
  remoteAddress: '127.0.0.1',
  remotePort: 50_000,
}

test('two sockets that face each other are one connection', () => {
  expect(areOneConnection(client, server)).toBe(true)
})

test.each(['::ffff:', '::FFFF:'])('IPv4 is the same where it is shown with %s', (prefix) => {
  const mapped = {
    ...server,
    localAddress: prefix + server.localAddress,
    remoteAddress: prefix + server.remoteAddress,
  }
  expect(areOneConnection(client, mapped)).toBe(true)
})

test.each([
  { localAddress: '127.0.0.3' },
  { localPort: 3001 },
  { remoteAddress: '127.0.0.3' },
  { remotePort: 50_001 },
  { localAddress: '::1' },
  { remoteAddress: undefined },
])('all four ends count: not with %j', (other) => {
  expect(areOneConnection(client, { ...server, ...other })).toBe(false)
})

test('sockets without ports are never one', () => {
  expect(areOneConnection({}, {})).toBe(false)
  expect(areOneConnection({ remoteAddress: '127.0.0.1' }, { localAddress: '127.0.0.1' })).toBe(
    false,
  )
})

test('a socket that is gone is none', () => {
  expect(areOneConnection({ ...client, destroyed: true }, server)).toBe(false)
})

test('the address of a socket that is connecting is not looked at', () => {
  const look = jest.fn(() => 50_000)
  const connecting = Object.defineProperty({ ...client, connecting: true }, 'localPort', {
    get: look,
  })
  expect(areOneConnection(connecting, server)).toBe(false)
  expect(look).not.toHaveBeenCalled()
})

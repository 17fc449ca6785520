import { once } from 'node:events'
import net from 'node:net'
import path from 'node:path'
import { stopAfterTest } from '../helpers/cleanup'
import { runFixture } from '../helpers/run-fixture'

const fixture = path.resolve(__dirname, '../fixtures/upgrades/failing.cjs')

it.each([
  ['/throws', { event: 'uncaughtException', message: 'thrown' }],
  ['/rejects', { event: 'unhandledRejection', message: 'rejected' }],
])('%s: the slot passes on, and the error stays the user’s', async (target, heard) => {
  const { port, told } = await runFixture(fixture)
  const socket = net.connect(port, '127.0.0.1')
  stopAfterTest(() => socket.destroy())
  await once(socket, 'connect')
  socket.write(
    `GET ${target} HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`,
  )
  expect(await told.at(0)).toEqual({ ...heard, admitted: 1, inFlight: 0 })
  const next = await fetch(`http://127.0.0.1:${String(port)}/next`)
  expect(await next.text()).toBe('/next')
})

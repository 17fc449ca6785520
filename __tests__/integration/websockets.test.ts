import express from 'express'
import { once } from 'node:events'
import http from 'node:http'
import { Server as Engine } from 'engine.io'
import { Server as SocketServer } from 'socket.io'
import { io as connectSocket, type Socket } from 'socket.io-client'
import { WebSocket, WebSocketServer } from 'ws'
import { bootstrapGate } from '../../lib'
import { stopAfterTest } from '../helpers/cleanup'
import { listen } from '../helpers/listen'
import { Stage } from '../helpers/stage'
import { turn } from '../helpers/turn'

function gatedApp(requiredCompletions: number) {
  const gate = bootstrapGate({ requiredCompletions })
  stopAfterTest(() => {
    gate.shutdown()
  })
  const stage = new Stage()
  const app = express()
    .use(gate)
    .get('/slow', stage.handler)
    .use((_req, res) => res.send('hello'))
  return { gate, stage, server: http.createServer(app) }
}

test('ws without a server: clients that come first wait for their turn, and all talk then', async () => {
  const { gate, stage, server } = gatedApp(2)
  const sockets = new WebSocketServer({ noServer: true })
  stopAfterTest(() => {
    sockets.close()
  })
  sockets.on('connection', (socket) => {
    socket.on('message', (data: Buffer) => {
      socket.send(`heard ${data.toString()}`)
    })
  })
  server.on(
    'upgrade',
    gate.upgrade((req, socket, head) => {
      sockets.handleUpgrade(req, socket, head, (webSocket) => {
        sockets.emit('connection', webSocket, req)
      })
    }),
  )
  const address = `127.0.0.1:${String(await listen(server))}`

  const slow = fetch(`http://${address}/slow`)
  const visit = await stage.visits.at(0)
  const clients = Array.from({ length: 20 }, () => new WebSocket(`ws://${address}/`))
  stopAfterTest(() => {
    for (const client of clients) client.terminate()
  })
  while (gate.stats().queued < 20) await turn()
  expect(clients.map(({ readyState }) => readyState)).toEqual(Array(20).fill(WebSocket.CONNECTING))
  visit.answer()
  await slow
  await Promise.all(clients.map((client) => once(client, 'open')))
  expect(gate.stats()).toMatchObject({ state: 'closed', completed: 1, admitted: 21 })

  await fetch(`http://${address}/`)
  await gate.opened
  const late = new WebSocket(`ws://${address}/`)
  await once(late, 'open')
  const heard = [...clients, late].map(async (client, index) => {
    const message = once(client, 'message')
    client.send(String(index))
    return String((await message)[0])
  })
  expect(await Promise.all(heard)).toEqual(
    Array.from({ length: 21 }, (_, index) => `heard ${String(index)}`),
  )
  late.terminate()
})

test('socket.io: its engine takes the upgrades that the gate lets in', async () => {
  const { gate, stage, server } = gatedApp(9)
  const engine = new Engine()
  const sockets = new SocketServer().bind(engine)
  stopAfterTest(() => {
    engine.close()
  })
  sockets.on('connection', (socket) => {
    socket.on('say', (what: string, answer: (heard: string) => void) => {
      answer(`heard ${what}`)
    })
  })
  server.on(
    'upgrade',
    gate.upgrade((req, socket, head) => {
      engine.handleUpgrade(req, socket, head)
    }),
  )
  const address = `127.0.0.1:${String(await listen(server))}`

  const slow = fetch(`http://${address}/slow`)
  const visit = await stage.visits.at(0)
  const clients: Socket[] = Array.from({ length: 5 }, () =>
    connectSocket(`http://${address}`, { transports: ['websocket'], forceNew: true }),
  )
  stopAfterTest(() => {
    for (const client of clients) client.close()
  })
  while (gate.stats().queued < 5) await turn()
  expect(clients.map(({ connected }) => connected)).toEqual(Array(5).fill(false))
  visit.answer()
  await slow
  const heard = clients.map((client, index) => client.emitWithAck('say', String(index)))
  expect(await Promise.all(heard)).toEqual(['0', '1', '2', '3', '4'].map((n) => `heard ${n}`))
  expect(gate.stats()).toMatchObject({ completed: 1, admitted: 6, aborted: 0 })
})

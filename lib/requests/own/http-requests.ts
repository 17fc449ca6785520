import type { ClientRequest } from 'node:http'
import type { Socket } from 'node:net'
import type { Ask } from './ask'
import { joinAuthority } from './authority'
import { listenToClients } from './client-channels'
import type { OpenAsks } from './open-asks'

/**
 * Follows what askers send by `node:http` and `node:https`.
 *
 * @param connected - told when a request has its connection
 * @returns ends that
 */
export function followHttp<Asker extends object>(
  asks: OpenAsks<Asker>,
  connected: (ask: Ask<Asker>) => void,
): () => void {
  const begin = (request: ClientRequest): void => {
    const ask = asks.begin(request)
    if (ask === undefined) return
    const onSocket = (socket: Socket): void => {
      asks.end(socket)
      ask.socket = socket
      const onConnect = (): void => {
        const { remotePort } = socket
        if (remotePort === undefined) return
        ask.authority = joinAuthority(request.host, remotePort)
        connected(ask)
      }
      if (socket.connecting) ask.listen(socket, 'connect', onConnect)
      else onConnect()
    }
    // It comes before the socket is free for another request.
    ask.listen(request, 'close', () => {
      asks.end(request)
    })
    const { socket } = request
    if (socket === null) ask.listen(request, 'socket', onSocket)
    else onSocket(socket)
  }

  // Before 22.12 Node tells of a request no sooner than its body is whole. When that is sent in parts, only
  // the socket can be known before it arrives, and only if it is a new one.
  const stopUntilCreatedIsHeard = listenToClients({
    'net.client.socket': ({ socket }) => {
      const ask = asks.begin(socket)
      if (ask === undefined) return
      ask.socket = socket
      ask.listen(socket, 'close', () => {
        asks.end(socket)
      })
    },
    'http.client.request.start': ({ request }) => {
      const hasArrived = asks.get(request.socket)?.hasArrived
      asks.end(request.socket)
      if (hasArrived !== true) begin(request)
    },
  })
  const stop = listenToClients({
    'http.client.request.created': ({ request }) => {
      stopUntilCreatedIsHeard()
      begin(request)
    },
    'http.client.response.finish': ({ request }) => {
      asks.get(request)?.answer()
    },
  })
  return () => {
    stopUntilCreatedIsHeard()
    stop()
  }
}

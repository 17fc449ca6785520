import { AsyncLocalStorage } from 'node:async_hooks'
import { channel } from 'node:diagnostics_channel'
import { EventEmitter } from 'node:events'
import type { IncomingMessage } from 'node:http'
import type { Asked } from '../../../../lib/requests/own/ask'
import { OwnRequests } from '../../../../lib/requests/own/own-requests'
import { stopAfterTest } from '../../../helpers/cleanup'

export interface Asker {
  readonly name: string
}

export const A: Asker = { name: 'A' }
export const B: Asker = { name: 'B' }

interface Scene {
  readonly own: OwnRequests<Asker>
  /** Who has asked where, as it was told. */
  readonly told: [Asker, Asked][]
  /** Runs something in the async context of an asker. */
  as<T>(asker: Asker | undefined, run: () => T): T
}

/** What knows own requests, until the test is over. */
export function setScene(): Scene {
  const running = new AsyncLocalStorage<Asker | undefined>()
  const told: [Asker, Asked][] = []
  const own = new OwnRequests<Asker>(
    () => running.getStore(),
    (...telling) => told.push(telling),
  )
  stopAfterTest(() => {
    own.stop()
  })
  return { own, told, as: (asker, run) => running.run(asker, run) }
}

/** Publishes what a client would. */
export function publish(name: string, message: unknown): void {
  channel(name).publish(message)
}

/** A message that has some of what messages have. */
export function messageByHand(parts: object): IncomingMessage {
  return parts as unknown as IncomingMessage
}

let ports = 40_000

/** A client's end of a connection, or a client's request, made by hand. */
export class ByHand extends EventEmitter {
  destroyed = false
  connecting = false
  readonly localAddress = '127.0.0.1'
  readonly remoteAddress = '127.0.0.1'
  readonly remotePort = 3000
  readonly localPort = ports++
  socket: ByHand | null = null
  host = 'localhost'

  /** How many hear of anything that happens to it. */
  get heardBy(): number {
    return this.eventNames().reduce((sum, name) => sum + this.listenerCount(name), 0)
  }

  /** A request as the server gets it at the other end. */
  get received(): IncomingMessage {
    const { localAddress, remoteAddress, localPort, remotePort } = this
    const socket = {
      localAddress: remoteAddress,
      localPort: remotePort,
      remoteAddress: localAddress,
      remotePort: localPort,
    }
    return messageByHand({ socket, httpVersionMajor: 1 })
  }
}

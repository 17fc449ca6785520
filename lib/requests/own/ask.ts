import type { EventEmitter } from 'node:events'
import type { Socket } from 'node:net'
import { makeRoom } from '../make-room'

type Listener = Parameters<EventEmitter['once']>[1]

/** A request that an asker has sent, as the other parts may see it. */
export interface Asked {
  /** Host and port of where it went, by its URL and connection, in lower case: `localhost:3000`, `[::1]:80`. */
  readonly authority: string
  /** Whether it has come in here, and is known as the asker's. */
  readonly hasArrived: boolean
  /** Fulfils when the head of its answer has come, when it has failed, or when it is forgotten. */
  readonly answered: Promise<void>
}

/** A request, or a connection, that an asker has begun and that is not over. */
export class Ask<Asker extends object> implements Asked {
  authority = ''
  hasArrived = false
  /** What it is sent over, as soon as that is known. */
  socket: Partial<Socket> | undefined
  readonly asker: Asker
  readonly answered: Promise<void>
  readonly #stopListening: (() => void)[] = []
  #answer!: () => void

  constructor(asker: Asker) {
    this.asker = asker
    this.answered = new Promise((resolve) => {
      this.#answer = resolve
    })
  }

  /** Hears of something once, at most until this is over. */
  listen(emitter: EventEmitter, event: string, listener: Listener): void {
    makeRoom(emitter, event)
    emitter.once(event, listener)
    this.#stopListening.push(() => emitter.removeListener(event, listener))
  }

  answer(): void {
    this.#answer()
  }

  end(): void {
    for (const stop of this.#stopListening.splice(0)) stop()
    this.answer()
  }
}

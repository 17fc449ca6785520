import http from 'node:http'
import { setTimeout as delay } from 'node:timers/promises'
import { stopAfterTest } from '../../../helpers/cleanup'

export interface Sent {
  readonly at: number
  readonly path: string
  /** Of the answer, or the code of the error in place of one. */
  readonly outcome: number | string
  readonly isLastOfConnection: boolean
}

const longestMs = 10_000

/** Clients that come all the time. */
export class Load {
  readonly sent: Sent[] = []
  readonly #port: number
  readonly #paths: readonly string[]
  readonly #sendsAgain: boolean
  readonly #agent = new http.Agent({ keepAlive: true })
  #isStopped = false
  readonly #clients: Promise<void>[]

  /**
   * @param sendsAgain - whether the regular client does what proxies and browsers do, when its kept
   * connection is closed as it sends
   */
  constructor(port: number, paths: readonly string[], sendsAgain = false) {
    this.#port = port
    this.#paths = paths
    this.#sendsAgain = sendsAgain
    this.#clients = [this.#strangers(10), this.#regular()]
    stopAfterTest(() => this.stop())
  }

  /** @returns when nobody waits for an answer any more */
  async stop(): Promise<void> {
    this.#isStopped = true
    await Promise.all(this.#clients)
    this.#agent.destroy()
  }

  /** Fulfils when as many more have got their answer. */
  async answered(count: number): Promise<void> {
    const target = this.sent.length + count
    while (this.sent.length < target) await delay(1)
  }

  /** Fulfils when somebody has met this. */
  async met(expected: number | string): Promise<void> {
    while (!this.sent.some(({ outcome }) => outcome === expected)) await delay(1)
  }

  /** Each on a connection of its own. */
  async #strangers(periodMs: number): Promise<void> {
    const waiting: Promise<void>[] = []
    for (let count = 0; !this.#isStopped; count++) {
      waiting.push(this.#send(this.#paths[count % this.#paths.length] ?? '', false))
      await delay(periodMs)
    }
    await Promise.all(waiting)
  }

  /** One after the other on a connection that is kept. */
  async #regular(): Promise<void> {
    for (let count = 0; !this.#isStopped; count++) {
      await this.#send(this.#paths[count % this.#paths.length] ?? '', this.#agent)
      await delay(1)
    }
  }

  #send(path: string, agent: http.Agent | false): Promise<void> {
    const at = performance.now()
    return new Promise((resolve, reject) => {
      const done = (outcome: number | string, isLastOfConnection = false): void => {
        this.sent.push({ at, path, outcome, isLastOfConnection })
        resolve()
      }
      const request = http
        .get({ port: this.#port, host: '127.0.0.1', path, agent }, (response) => {
          const { statusCode = 0, headers } = response
          response.on('error', (error: NodeJS.ErrnoException) => {
            done(error.code ?? error.message)
          })
          response.resume().on('end', () => {
            done(statusCode, headers.connection === 'close')
          })
        })
        .on('error', (error: NodeJS.ErrnoException) => {
          if (this.#sendsAgain && request.reusedSocket)
            this.#send(path, agent).then(resolve, reject)
          else done(error.code ?? error.message)
        })
        .setTimeout(longestMs, () => request.destroy(new Error('no answer')))
    })
  }
}

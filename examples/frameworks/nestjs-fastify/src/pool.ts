import { setTimeout as delay } from 'node:timers/promises'
import { Injectable } from '@nestjs/common'

@Injectable()
export class Pool {
  #connected?: { query: (what: string) => string }
  #opened = 0

  /** Checks, then awaits: whoever comes while it opens makes another one. */
  async query(what: string): Promise<string> {
    if (!this.#connected) this.#connected = await this.#open()
    return this.#connected.query(what)
  }

  async #open() {
    await delay(50)
    console.log(`Pool ${++this.#opened} is open.`)
    return { query: (what: string) => `all ${what}` }
  }
}

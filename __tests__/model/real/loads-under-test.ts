import { channel } from 'node:diagnostics_channel'
import type { BootstrapGate } from '../../../lib'
import { LazyUnderTest } from './lazy-under-test'
import { lazyCount } from '../reference/loads'

export interface Settler {
  fulfil(): void
  reject(error: unknown): void
}

const importStart = channel('tracing:module.import:start')
const importEnd = channel('tracing:module.import:asyncEnd')

/** Imports as Node would report them, and work that the gate is asked to wait for. */
export class LoadsUnderTest {
  readonly lazies: readonly LazyUnderTest[]
  readonly #gate: BootstrapGate
  readonly #imports = new Map<number, object>()
  readonly #work = new Map<number, Settler>()

  constructor(gate: BootstrapGate) {
    this.#gate = gate
    this.lazies = Array.from({ length: lazyCount }, (_, index) => {
      return new LazyUnderTest(gate, index === lazyCount - 1)
    })
  }

  startImport(key: number, specifier: string, parentURL: string): void {
    const message = { url: specifier, parentURL }
    this.#imports.set(key, message)
    importStart.publish(message)
  }

  endImport(key: number, failed: boolean): void {
    const message = this.#imports.get(key)
    this.#imports.delete(key)
    importEnd.publish(failed ? Object.assign(message ?? {}, { error: new Error('no') }) : message)
  }

  track(key: number, asFunction: boolean): void {
    const work = new Promise<void>((resolve, reject) => {
      this.#work.set(key, { fulfil: resolve, reject })
    })
    this.#gate.track(asFunction ? () => work : work).catch(() => undefined)
  }

  endWork(key: number, failed: boolean): void {
    const work = this.#work.get(key)
    this.#work.delete(key)
    if (failed) work?.reject(new Error('no'))
    else work?.fulfil()
  }
}

import type { BootstrapGate } from '../../../lib'

/** A function that `gate.lazy` made, with notes of what its loader and its callers see. */
export class LazyUnderTest {
  loads = 0
  readonly results: string[] = []
  readonly #load: () => Promise<string>
  #settle: ((failed: boolean) => void) | undefined

  constructor(gate: BootstrapGate, loaderThrows: boolean) {
    this.#load = gate.lazy(() => {
      this.loads++
      if (loaderThrows) throw new Error(this.#result('failed'))
      return new Promise<string>((resolve, reject) => {
        this.#settle = (failed) => {
          if (failed) reject(new Error(this.#result('failed')))
          else resolve(this.#result('loaded'))
        }
      })
    })
  }

  call(): void {
    const caller = this.results.push('') - 1
    this.#load().then(
      (result) => (this.results[caller] = result),
      (error: unknown) => (this.results[caller] = (error as Error).message),
    )
  }

  settle(failed: boolean): void {
    this.#settle?.(failed)
  }

  #result(how: string): string {
    return `${how} ${String(this.loads)}`
  }
}

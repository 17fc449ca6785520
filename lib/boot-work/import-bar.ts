import { after, type Pending } from '../timers'

/** For how long, in all, imports may keep somebody out during one boot, in milliseconds. */
const mostMs = 2000

/**
 * Keeps everybody out while an import is in flight that no request with a slot has caused: what comes
 * in beside it could require a module that is half loaded, and Node would keep the failure. Such imports
 * may come for ever, so there is a bound for the time for which somebody was kept out.
 */
export class ImportBar {
  readonly #onLift: () => void
  #imports = 0
  #leftMs = mostMs
  #keptOutSince: number | undefined
  #timer: Pending | undefined

  /** @param onLift - called when somebody may come in again */
  constructor(onLift: () => void) {
    this.#onLift = onLift
  }

  get isDown(): boolean {
    return this.#imports > 0 && this.#leftMs > 0
  }

  add(imports: number): void {
    this.#imports += imports
  }

  remove(): void {
    this.#imports--
    if (this.#imports === 0) this.#lift()
  }

  /** @param keepsOut - whether somebody would come in now but for this bar */
  keepsOut(keepsOut: boolean): void {
    if (keepsOut === (this.#keptOutSince !== undefined)) return
    if (!keepsOut) {
      this.#stopClock()
      return
    }
    this.#keptOutSince = performance.now()
    this.#timer = after(this.#leftMs, () => {
      this.#leftMs = 0
      this.#lift()
    })
  }

  /** For good: leaves no timer. */
  stop(): void {
    this.#stopClock()
    this.#leftMs = 0
  }

  #lift(): void {
    this.#stopClock()
    this.#onLift()
  }

  #stopClock(): void {
    if (this.#keptOutSince === undefined) return
    this.#timer?.cancel()
    this.#timer = undefined
    this.#leftMs = Math.max(0, this.#leftMs - (performance.now() - this.#keptOutSince))
    this.#keptOutSince = undefined
  }
}

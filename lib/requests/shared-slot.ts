import { describe } from '../options/describe'
import { OwnSlots, type Slots } from './own-slots'
import { after, type Pending } from '../timers'
import type { Release, SharedMutex } from '../types'

/**
 * One slot that is had only together with a mutex of the user's, so that gates take turns. A mutex
 * that fails, or neither answers in time nor says that it is locked, is given up for good: requests
 * go on without it.
 */
export class SharedSlot implements Slots {
  readonly #own = new OwnSlots(1)
  readonly #limitMs: number
  readonly #onFault: (fault: string, cause: unknown) => void
  #mutex: SharedMutex | undefined
  #timer: Pending | undefined

  /** @param limitMs - how long to wait for the mutex; 0: no limit */
  constructor(
    mutex: SharedMutex,
    limitMs: number,
    onFault: (fault: string, cause: unknown) => void,
  ) {
    this.#mutex = mutex
    this.#limitMs = limitMs
    this.#onFault = onFault
  }

  get mayBeFree(): boolean {
    return this.#own.mayBeFree
  }

  tryTake(): Release | undefined {
    return this.#mutex === undefined ? this.#own.tryTake() : undefined
  }

  async take(): Promise<Release> {
    const releaseOwn = await this.#own.take()
    const releaseMutex = this.#mutex === undefined ? undefined : await this.#acquire(this.#mutex)
    return () => {
      if (releaseMutex !== undefined) this.#release(releaseMutex)
      releaseOwn()
    }
  }

  stop(): void {
    this.#timer?.cancel()
    // It remembers the async context of a request.
    this.#timer = undefined
    this.#mutex = undefined
  }

  /** Fulfils with nothing when the mutex is given up. */
  #acquire(mutex: SharedMutex): Promise<Release | undefined> {
    return new Promise((resolve) => {
      const giveUp = (fault: string, cause?: unknown): void => {
        this.#giveUp(fault, cause)
        resolve(undefined)
      }
      this.#limit(mutex, giveUp)
      // `async`, so that a mutex that throws is one that rejects.
      const acquire = async (): Promise<Release> => mutex.acquire()
      acquire().then(
        (release: unknown) => {
          this.#timer?.cancel()
          if (typeof release !== 'function') {
            giveUp(`acquire() gave ${describe(release)}, not a function that releases`)
          } else if (this.#mutex === undefined) {
            this.#release(release as Release)
            resolve(undefined)
          } else {
            resolve(release as Release)
          }
        },
        (cause: unknown) => {
          this.#timer?.cancel()
          giveUp('acquire() was rejected', cause)
        },
      )
    })
  }

  #limit(mutex: SharedMutex, giveUp: (fault: string) => void): void {
    if (this.#limitMs === 0 || this.#mutex === undefined) return
    this.#timer = after(this.#limitMs, () => {
      if (isBusy(mutex)) this.#limit(mutex, giveUp)
      else giveUp(`acquire() has not answered for ${String(this.#limitMs)} ms`)
    })
  }

  #release(release: Release): void {
    const failed = (cause: unknown): void => {
      this.#giveUp('its release failed', cause)
    }
    try {
      // A lock that lives elsewhere may be released asynchronously.
      const releaseSoon: () => unknown = release
      Promise.resolve(releaseSoon()).catch(failed)
    } catch (cause) {
      failed(cause)
    }
  }

  #giveUp(fault: string, cause: unknown): void {
    if (this.#mutex === undefined) return
    this.#mutex = undefined
    this.#onFault(fault, cause)
  }
}

/** Whether somebody else has it, as far as it tells. */
function isBusy(mutex: SharedMutex): boolean {
  try {
    return mutex.isLocked?.() === true
  } catch {
    return false
  }
}

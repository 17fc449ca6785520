import type { Attempt } from './attempt'
import type { Gate } from '../gate'
import { markOn, type WarmUpMark } from '../requests/warm-up-mark'
import type { Hearer, ToldRequest } from '../telling/telling'

/** What the gate tells of the requests of its warm-ups, and of itself. */
export class Attempts implements Hearer {
  readonly #underWay = new Map<WarmUpMark, Attempt>()
  /** Who waits for something, to be asked whenever something has happened. */
  readonly #waiting = new Set<() => void>()
  readonly #gate: Gate

  constructor(gate: Gate) {
    this.#gate = gate
    gate.telling.add(this)
  }

  add(mark: WarmUpMark, attempt: Attempt): void {
    this.#underWay.set(mark, attempt)
    void attempt.result.then(() => {
      this.#underWay.delete(mark)
    })
  }

  /** Fulfils when something is so, which may be at once; asked again whenever the gate has told something. */
  until(isSo: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      const ask = (): void => {
        if (!isSo()) return
        this.#waiting.delete(ask)
        resolve()
      }
      this.#waiting.add(ask)
      ask()
    })
  }

  /** Has those who wait look again. */
  lookAgain(): void {
    for (const ask of [...this.#waiting]) ask()
  }

  arrived(request: ToldRequest): void {
    // Who heard of it before may have opened the gate: then nothing more is told of it.
    if (this.#gate.status !== 'open') this.#of(request)?.arrived()
  }

  admitted(request: ToldRequest): void {
    this.#of(request)?.admitted()
  }

  completed(request: ToldRequest): void {
    this.#of(request)?.leftGate()
  }

  streamed(request: ToldRequest): void {
    this.#of(request)?.leftGate()
  }

  aborted(request: ToldRequest): void {
    this.#of(request)?.leftGate()
  }

  rejected(request: ToldRequest): void {
    this.#of(request)?.leftGate()
  }

  slotTimedOut(request: ToldRequest): void {
    this.#of(request)?.timedOut()
  }

  prerequisitesFulfilled(): void {
    this.lookAgain()
  }

  workSettled(): void {
    this.lookAgain()
  }

  quiet(): void {
    this.lookAgain()
  }

  opened(): void {
    this.#settled()
  }

  failed(): void {
    this.#settled()
  }

  stopped(): void {
    this.#settled()
  }

  #settled(): void {
    for (const attempt of this.#underWay.values()) attempt.leftGate()
    this.lookAgain()
  }

  #of({ req, isWarmUp }: ToldRequest): Attempt | undefined {
    const mark = isWarmUp ? markOn(req) : undefined
    return mark && this.#underWay.get(mark)
  }
}

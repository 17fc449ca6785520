import type { GateRequest } from './gate-request'
import type { Telling } from '../telling/telling'
import type { UserCallbacks } from '../user-callbacks'
import { markOn } from './warm-up-mark'

/** Says which requests count towards opening: each once, when its code has run. */
export class Counting {
  readonly #callbacks: UserCallbacks
  readonly #telling: Telling
  readonly #counted: (request: GateRequest) => void
  /** What warm-ups have sent that has counted: method and path. */
  readonly #warmedUp = new Set<string>()

  constructor(callbacks: UserCallbacks, telling: Telling, counted: (request: GateRequest) => void) {
    this.#callbacks = callbacks
    this.#telling = telling
    this.#counted = counted
  }

  /** The app ended the response, and Node finished it. */
  completed(request: GateRequest): void {
    if (request.isStreamed) this.#streamEnded(request)
    else this.#codeHasRun(request, 'completed')
  }

  /** The response has begun and goes on. */
  streamed(request: GateRequest): void {
    this.#codeHasRun(request, 'streamed')
  }

  /** Its client went away, or something else had answered it. */
  aborted(request: GateRequest): void {
    if (request.isStreamed) this.#streamEnded(request)
    else if (!request.isProbe || !request.isAdmitted) {
      this.#telling.tell('aborted', request, request.isAdmitted)
    }
  }

  #codeHasRun(request: GateRequest, how: 'completed' | 'streamed'): void {
    if (request.isProbe) return
    const counts = !request.isNested && !request.isUpgrade && this.#isGood(request)
    this.#telling.tell(how, request, counts)
    if (counts) this.#counted(request)
  }

  #isGood(request: GateRequest): boolean {
    const isGood = this.#callbacks.wasSuccessful(request.req, request.res)
    const name = request.isWarmUp ? markOn(request.req)?.name : undefined
    if (!isGood || name === undefined) return isGood
    // Of what warm-ups send, each method and path counts once.
    const isFirst = !this.#warmedUp.has(name)
    this.#warmedUp.add(name)
    return isFirst
  }

  #streamEnded(request: GateRequest): void {
    if (!request.isProbe) this.#telling.tell('streamEnded', request)
  }
}

import { Attempt } from './attempt'
import type { Attempts } from './attempts'
import { sendHttp1 } from './exchange'
import { sendHttp2 } from './exchange-http2'
import { explain } from './explain'
import type { Gate } from '../gate'
import type { MemoryConnection } from './memory-connection'
import type { PlannedRequest } from './requests'
import type { WarmUpMark } from '../requests/warm-up-mark'
import type { Target } from './target'
import { duration } from '../text'
import { after } from '../timers'
import type { WarmUpResult } from '../types'

/** Where an option says that there is no limit, in milliseconds. */
const longestMs = 30_000

/**
 * How long it waits for work that no request has caused, in milliseconds: that may be what waits for it, as
 * the import of a module that awaits `gate.warmUp`.
 */
const patienceMs = 2000

/** One call of `gate.warmUp`. */
export class WarmUp {
  readonly #gate: Gate
  readonly #attempts: Attempts
  readonly #target: Target
  readonly #requests: readonly PlannedRequest[]
  readonly #limitMs: number
  readonly #marks: WarmUpMark[] = []
  readonly #connections = new Set<MemoryConnection>()
  #underWay: Attempt | undefined
  #isTimeOver = false
  #hasWaited = false

  constructor(gate: Gate, attempts: Attempts, target: Target, requests: readonly PlannedRequest[]) {
    this.#gate = gate
    this.#attempts = attempts
    this.#target = target
    this.#requests = requests
    this.#limitMs = gate.options.bootTimeoutMs || longestMs
  }

  async run(): Promise<WarmUpResult[]> {
    // Nothing else does: the timers of a gate do not, and there is no socket.
    const keptAlive = setInterval(() => undefined, longestMs)
    const gate = this.#gate
    this.#begin()
    await this.#attempts.until(() => gate.state.prerequisitesMet || gate.status !== 'closed')
    gate.startBoot()
    const timer = after(this.#limitMs, () => {
      this.#timeIsOver()
    })
    const results = await gate.surroundings.making.origin.runInAsyncScope(() => this.#sendAll())
    this.#end()
    for (const connection of this.#connections) connection.destroy()
    this.#warn(results)
    const patience = after(patienceMs, () => {
      this.#hasWaited = true
      this.#attempts.lookAgain()
    })
    await this.#attempts.until(() => this.#isTimeOver || this.#isSettled)
    patience.cancel()
    timer.cancel()
    clearInterval(keptAlive)
    return results
  }

  #begin(): void {
    const { state, telling, queue, visits } = this.#gate
    state.warmUpStarted()
    telling.tell('warmUpStarted')
    queue.warmUpBegins(visits.inside)
  }

  #end(): void {
    const { state, telling, queue } = this.#gate
    state.warmUpEnded()
    telling.tell('warmUpEnded')
    if (state.isWarmingUp) return
    // First, for a gate that is ready lets in all at once.
    this.#gate.reconsider()
    if (state.status === 'closed') queue.warmUpsAreOver()
  }

  /** Whether imports are quiet, and the gate has opened if it is going to. */
  get #isSettled(): boolean {
    const { status, state, bootWork } = this.#gate
    if (status !== 'closed' || (state.isQuiet && !state.isWarmedUp)) return true
    return this.#hasWaited && bootWork.pending().every(({ request }) => request === null)
  }

  async #sendAll(): Promise<WarmUpResult[]> {
    const results: WarmUpResult[] = []
    for (const request of this.#requests) results.push(await this.#send(request))
    return results
  }

  #send(request: PlannedRequest): Promise<WarmUpResult> {
    const { slotTimeoutMs, streamTimeoutMs } = this.#gate.options
    const attempt = new Attempt(request, slotTimeoutMs || longestMs, streamTimeoutMs)
    const mark = { name: `${request.method} ${request.path}`, met: new Set<object>() }
    this.#marks.push(mark)
    this.#attempts.add(mark, attempt)
    this.#underWay = attempt
    if (this.#isTimeOver) this.#giveUp(attempt)
    else this.#connect(request, mark, attempt)
    return attempt.result
  }

  #connect(request: PlannedRequest, mark: WarmUpMark, attempt: Attempt): void {
    const send = this.#target.isHttp2 ? sendHttp2 : sendHttp1
    try {
      const connection = send(this.#target, request, mark, attempt)
      attempt.onGivenUp = () => {
        connection.destroy()
      }
      this.#connections.add(connection)
      connection.server.once('close', () => this.#connections.delete(connection))
    } catch (error) {
      attempt.failed(error as Error)
    }
  }

  #timeIsOver(): void {
    this.#isTimeOver = true
    if (this.#underWay !== undefined) this.#giveUp(this.#underWay)
    this.#attempts.lookAgain()
  }

  #giveUp(attempt: Attempt): void {
    attempt.giveUp(`when the warm-up had taken ${duration(this.#limitMs)}`)
  }

  #warn(results: readonly WarmUpResult[]): void {
    const { flow, telling } = this.#gate
    // An open gate lets pass without a look.
    const mayHaveMet = this.#gate.status === 'open' || this.#marks.some(({ met }) => met.has(flow))
    const explained = explain(results, mayHaveMet)
    if (explained !== undefined) {
      telling.tell('warmUpFellShort', explained.message, explained.detail)
    }
  }
}

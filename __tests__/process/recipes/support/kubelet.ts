import { setTimeout as delay } from 'node:timers/promises'
import { stopAfterTest } from '../../../helpers/cleanup'
import type { Program } from './program'

export interface Probed {
  readonly path: string
  readonly status: number
  readonly body: unknown
}

const periodMs = 20

/** Probes a program as a kubelet does: its start until that succeeds, then the rest all the time. */
export class Kubelet {
  readonly probed: Probed[] = []
  readonly started: Promise<void>
  readonly #program: Program
  #isStopped = false
  readonly #over: Promise<void>

  constructor(program: Program) {
    this.#program = program
    this.started = this.#untilStarted()
    this.#over = this.#goOn()
    stopAfterTest(() => this.stop())
  }

  /** Those of a path, so far. */
  statuses(path: string): number[] {
    return this.probed.filter((probed) => probed.path === path).map(({ status }) => status)
  }

  /** Asks a path once. */
  async probe(path: string): Promise<Probed> {
    const headers = { 'User-Agent': 'kube-probe/1.34', Connection: 'close' }
    const { status, body } = await this.#program.send(path, { headers }).answer
    const probed = { path, status, body: JSON.parse(body) as unknown }
    this.probed.push(probed)
    return probed
  }

  /** The first answer of a path that has a status. */
  async until(path: string, status: number): Promise<Probed> {
    for (;;) {
      const probed = await this.probe(path)
      if (probed.status === status) return probed
      await delay(periodMs)
    }
  }

  async stop(): Promise<void> {
    this.#isStopped = true
    await this.#over
  }

  async #untilStarted(): Promise<void> {
    while (!this.#isStopped && (await this.probe('/startupz')).status !== 200) await delay(periodMs)
  }

  async #goOn(): Promise<void> {
    await this.started
    while (!this.#isStopped) {
      try {
        await Promise.all(['/readyz', '/livez'].map((path) => this.probe(path)))
      } catch {
        // It does not listen any more.
        return
      }
      await delay(periodMs)
    }
  }
}

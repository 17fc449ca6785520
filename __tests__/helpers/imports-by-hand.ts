import { channel } from 'node:diagnostics_channel'
import type { BootstrapGate, BootstrapGateOptions } from '../../lib'
import { closedGate } from './closed-gate'
import { turn } from './turn'

export const importStart = channel('tracing:module.import:start')
export const importEnd = channel('tracing:module.import:asyncEnd')

interface Message {
  url: string
  parentURL?: string
  error?: unknown
}

/** Begins an import as Node reports it. */
export function begin(url: string, parentURL?: string): Message {
  const message = { url, ...(parentURL !== undefined && { parentURL }) }
  importStart.publish(message)
  return message
}

export function end(message: Message, error?: unknown): void {
  if (error !== undefined) message.error = error
  importEnd.publish(message)
}

/** Who asks for imports. */
export const app = 'file:///app.mjs'

/** A gate that an import has kept closed, and that waits for quiet only. */
export async function unquietGate(options: BootstrapGateOptions = {}): Promise<BootstrapGate> {
  const gate = closedGate({ requiredCompletions: 0, ...options })
  const first = begin('./first.mjs', app)
  await turn()
  expect(gate.state).toBe('closed')
  end(first)
  return gate
}

/** Makes time stand still. Promises, ticks and immediates stay real. */
export function stopTime(): void {
  jest.useFakeTimers({
    doNotFake: ['setImmediate', 'clearImmediate', 'nextTick', 'queueMicrotask'],
  })
}

/** The same for each test of a file, with nothing left of it or of mocks. */
export function useStoppedTime(): void {
  beforeEach(stopTime)
  afterEach(() => {
    jest.useRealTimers()
    jest.restoreAllMocks()
  })
}

export interface LostTime {
  /** Lets time pass in which no timer gets its turn. */
  lose(ms: number): void
}

/** The same, where time can be lost. */
export function useTimeThatIsLost(): LostTime {
  let lostMs = 0
  useStoppedTime()
  beforeEach(() => {
    lostMs = 0
    const now = performance.now.bind(performance)
    jest.spyOn(performance, 'now').mockImplementation(() => now() + lostMs)
  })
  return {
    lose: (ms) => {
      lostMs += ms
    },
  }
}

/** Lets time pass, and what it brings happen. */
export async function passTime(ms: number): Promise<void> {
  jest.advanceTimersByTime(ms)
  await turn()
  await turn()
}

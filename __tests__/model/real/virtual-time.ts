import { setImmediate as turn } from 'node:timers/promises'

const real = { set: globalThis.setImmediate, clear: globalThis.clearImmediate }
const outstanding = new Set<NodeJS.Immediate>()
let report = (): unknown => undefined

/** Makes time stand still for the tests of a file. Promises, ticks and immediates stay real. */
export function useVirtualTime(): void {
  beforeAll(() => {
    jest.useFakeTimers({
      doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate', 'clearImmediate'],
    })
    globalThis.setImmediate = setCounted as typeof setImmediate
    globalThis.clearImmediate = (immediate) => {
      if (immediate) outstanding.delete(immediate)
      real.clear(immediate)
    }
  })
  afterAll(() => {
    globalThis.setImmediate = real.set
    globalThis.clearImmediate = real.clear
    jest.useRealTimers()
  })
}

/** @param listener - called for each exception that an immediate throws */
export function onUncaught(listener: () => unknown): void {
  report = listener
}

/** Lets everything happen that takes no time; timers of no time come when nothing else is left. */
export async function settle(): Promise<void> {
  do {
    let idleTurns = 0
    while (idleTurns < 2) {
      await turn()
      idleTurns = outstanding.size === 0 ? idleTurns + 1 : 0
    }
    jest.advanceTimersByTime(0)
  } while (outstanding.size > 0)
}

function setCounted(run: (...args: unknown[]) => void, ...args: unknown[]): NodeJS.Immediate {
  const immediate = real.set(() => {
    outstanding.delete(immediate)
    try {
      run(...args)
    } catch {
      report()
    }
  })
  outstanding.add(immediate)
  return immediate
}

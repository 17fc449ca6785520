import { Attempts } from './attempts'
import type { Gate } from '../gate'
import { planRequests } from './requests'
import { targetOf } from './target'
import type { WarmUpOptions, WarmUpRequest, WarmUpResult, WarmUpTarget } from '../types'
import { WarmUp } from './warm-up'

/** Makes `gate.warmUp`. */
export function createWarmUp(gate: Gate) {
  const attempts = new Attempts(gate)
  // `async`, so that a wrong argument rejects; until the first `await` it runs at once all the same.
  async function warmUp(
    target: WarmUpTarget,
    requests: readonly (string | WarmUpRequest)[],
    options?: WarmUpOptions,
  ): Promise<WarmUpResult[]> {
    const planned = planRequests(requests, options)
    return new WarmUp(gate, attempts, targetOf(target), planned).run()
  }
  return warmUp
}

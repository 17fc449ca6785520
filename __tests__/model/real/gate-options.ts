import type { Mutex } from 'async-mutex'
import type { BootstrapGateOptions, Release, SharedMutex } from '../../../lib'
import type { GatePlan, Meddler, MutexPlan, RequestPlan } from '../plans'

/** What the options reach out to. */
interface Surroundings {
  planOf(req: unknown): RequestPlan
  prerequisite(): Promise<void>
  meddle(call: Meddler['call']): void
  readonly mutex: Mutex
}

/** The options that a plan describes, misbehaving callbacks and all. */
export function gateOptions(plan: GatePlan, around: Surroundings): BootstrapGateOptions {
  const { requiredCompletions, concurrency, maxQueueSize, queueTimeoutMs, slotTimeoutMs } = plan
  const { streamTimeoutMs, bootTimeoutMs, onBootTimeout, quietMs, skipProbes } = plan
  return {
    ...{ requiredCompletions, maxQueueSize, queueTimeoutMs, slotTimeoutMs },
    ...{ streamTimeoutMs, bootTimeoutMs, onBootTimeout, quietMs, skipProbes },
    ...(plan.mutex === 'none' ? { concurrency } : { mutex: mutexOf(plan, around.mutex) }),
    waitFor: Array.from({ length: plan.waitFor }, () => {
      const promise = around.prerequisite()
      return plan.waitForCalls ? () => promise : promise
    }),
    skip: (req) => {
      const { skip } = around.planOf(req)
      if (skip === 'opens' || skip === 'stops')
        around.meddle(skip === 'opens' ? 'open' : 'shutdown')
      return answer(skip)
    },
    requestWasSuccessful: (req) => answer(around.planOf(req).success),
    ignoreImport: ({ specifier }) => {
      if (specifier.includes('broken')) throw new Error('thrown by ignoreImport')
      return specifier.includes('ignored')
    },
    handler: handlers[plan.handler],
  }
}

const handlers: Record<GatePlan['handler'], BootstrapGateOptions['handler']> = {
  default: undefined,
  answers: (_req, res) => {
    res.end()
  },
  throws: () => {
    throw new Error('thrown by the handler')
  },
  passesError: (_req, _res, next, rejection) => {
    next(rejection)
  },
  rejects: (() => Promise.reject(new Error('rejected by the handler'))) as () => unknown,
}

function mutexOf(plan: GatePlan, mutex: Mutex): SharedMutex {
  const fault = new Error('the mutex is broken')
  const works = (): Promise<Release> => mutex.acquire()
  const acquire: Record<MutexPlan, SharedMutex['acquire']> = {
    none: works,
    shared: works,
    silent: works,
    neverAnswers: () => new Promise(() => undefined),
    acquireRejects: () => Promise.reject(fault),
    acquireThrows: () => {
      throw fault
    },
    givesNothing: () => Promise.resolve(undefined as never),
    releaseThrows: async () => {
      const release = await mutex.acquire()
      return () => {
        release()
        throw fault
      }
    },
  }
  const isLocked = (): boolean => mutex.isLocked()
  return {
    acquire: acquire[plan.mutex],
    ...(plan.mutex === 'shared' ? { isLocked } : {}),
  }
}

function answer(plan: RequestPlan['skip']): boolean {
  if (plan === 'throws') throw new Error('thrown by a callback')
  return plan === 'yes'
}

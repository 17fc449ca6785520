import fc from 'fast-check'

export const listenedEvents = [
  'open',
  'fail',
  'admit',
  'reject',
  'abort',
  'slotTimeout',
  'importSettled',
] as const

export type ListenedEvent = (typeof listenedEvents)[number]

/** A listener that meddles: from the event's nth time on it calls this. */
export interface Meddler {
  readonly event: ListenedEvent
  readonly from: number
  readonly call: 'open' | 'shutdown'
}

/** How a gate is set up, and which of the user's callbacks misbehave. */
export interface GatePlan {
  readonly requiredCompletions: number
  readonly concurrency: number
  readonly maxQueueSize: number
  readonly queueTimeoutMs: number
  readonly slotTimeoutMs: number
  readonly streamTimeoutMs: number
  readonly bootTimeoutMs: number
  readonly onBootTimeout: 'open' | 'fail'
  readonly quietMs: number
  readonly skipProbes: boolean
  /** How many promises `waitFor` has, and whether they are given as functions. */
  readonly waitFor: number
  readonly waitForCalls: boolean
  readonly handler: 'default' | 'answers' | 'throws' | 'passesError' | 'rejects'
  readonly brokenListeners: readonly ListenedEvent[]
  readonly listenersReject: boolean
  readonly meddler: Meddler | null
  readonly mutex: MutexPlan
  /** Whether the framework awaits the gate, and runs the app in its own async context then. */
  readonly isAwaited: boolean
}

/** A `silent` one does not tell whether it is locked. */
export type MutexPlan =
  | 'none'
  | 'shared'
  | 'silent'
  | 'neverAnswers'
  | 'acquireRejects'
  | 'acquireThrows'
  | 'givesNothing'
  | 'releaseThrows'

/** What the app does with a request as soon as it gets it. */
export type AppBehaviour =
  | 'waits'
  | 'begins'
  | 'endsNow'
  | 'endsSoon'
  | 'throws'
  | 'imports'
  | 'opens'
  | 'stops'
  | 'meetsAgain'

/** A health check, and what passes a closed gate at once. */
export type RequestKind = 'ordinary' | 'probe' | 'preflight' | 'webSocket'

export interface RequestPlan {
  readonly kind: RequestKind
  readonly app: AppBehaviour
  /** What `skip` says of it; those that meddle with the gate say no. */
  readonly skip: 'no' | 'yes' | 'throws' | 'opens' | 'stops'
  readonly success: 'yes' | 'no' | 'throws'
  /** Whether its body was read to the end before the gate. */
  readonly isRead: boolean
  /** What of its answer was sent before the gate. */
  readonly early: 'nothing' | 'head' | 'all'
  /** Whether it is a GET that takes nothing but an event stream. */
  readonly wantsEvents: boolean
  /** Whether its client does not read the answer before a step says so. */
  readonly readsSlowly: boolean
}

const meddler = fc.record<Meddler>({
  event: fc.constantFrom(...listenedEvents),
  from: fc.constantFrom(1, 1, 2, 3),
  call: fc.constantFrom('open', 'shutdown'),
})

/**
 * Everything that is no limit happens at whole seconds, and limits end in different digits, so that the
 * contract says what comes first: 5 in the queue, 7 for the boot, 3 for quiet. All that the gate finds
 * out by looking at those inside ends in 0, and so do bars: among those the model knows an order.
 */
const gatePlanOf = fc.record({
  requiredCompletions: fc.constantFrom(0, 1, 2, 2, 3, 4),
  concurrency: fc.constantFrom(1, 1, 2, 3),
  maxQueueSize: fc.constantFrom(0, 1, 3, 1024, 1024, 1024),
  queueTimeoutMs: fc.constantFrom(0, 3105, 25_105),
  slotTimeoutMs: fc.constantFrom(0, 2020, 5000),
  streamTimeoutMs: fc.constantFrom(0, 250, 250, 1250),
  bootTimeoutMs: fc.constantFrom(0, 9307, 30_307),
  onBootTimeout: fc.constantFrom('open', 'fail'),
  quietMs: fc.constantFrom(0, 203, 1203, 2203),
  skipProbes: fc.constantFrom(true, true, true, false),
  waitFor: fc.constantFrom(0, 0, 0, 1, 2),
  waitForCalls: fc.boolean(),
  handler: fc.constantFrom('default', 'default', 'answers', 'throws', 'passesError', 'rejects'),
  brokenListeners: fc.subarray([...listenedEvents], { maxLength: 3 }),
  listenersReject: fc.boolean(),
  meddler: fc.option(meddler, { freq: 3 }),
  mutex: fc.constantFrom(
    ...Array.from({ length: 12 }, () => 'none' as const),
    ...['shared' as const, 'shared' as const, 'silent' as const, 'neverAnswers' as const],
    'acquireRejects',
    'acquireThrows',
    'givesNothing',
    'releaseThrows',
  ),
  isAwaited: fc.boolean(),
}) satisfies fc.Arbitrary<GatePlan>

/** A mutex means one at a time. */
export const gatePlan: fc.Arbitrary<GatePlan> = gatePlanOf.map((plan) =>
  plan.mutex === 'none' ? plan : { ...plan, concurrency: 1 },
)

const waits = Array.from({ length: 6 }, () => 'waits' as const)
const notSkipped = Array.from({ length: 30 }, () => 'no' as const)

export const requestPlan: fc.Arbitrary<RequestPlan> = fc.record({
  kind: fc.constantFrom(
    ...Array.from({ length: 14 }, () => 'ordinary' as const),
    ...['probe' as const, 'probe' as const, 'probe' as const],
    ...['preflight' as const, 'webSocket' as const],
  ),
  app: fc.oneof(
    { weight: 10, arbitrary: fc.constant('waits' as const) },
    {
      weight: 3,
      arbitrary: fc.constantFrom('endsNow' as const, 'endsSoon' as const),
    },
    {
      weight: 2,
      arbitrary: fc.constantFrom('throws' as const, 'imports' as const, 'meetsAgain' as const),
    },
    { weight: 3, arbitrary: fc.constantFrom('begins' as const, 'imports' as const) },
    {
      weight: 1,
      arbitrary: fc.constantFrom('opens' as const, 'stops' as const, ...waits),
    },
  ),
  skip: fc.constantFrom(
    ...notSkipped,
    ...['yes' as const, 'yes' as const, 'yes' as const],
    ...['throws' as const, 'throws' as const, 'throws' as const],
    'opens',
    'stops',
  ),
  success: fc.constantFrom('yes', 'yes', 'yes', 'yes', 'no', 'throws'),
  isRead: fc.constantFrom(false, false, true),
  early: fc.constantFrom(
    ...Array.from({ length: 10 }, () => 'nothing' as const),
    ...['head' as const, 'head' as const, 'all' as const],
  ),
  wantsEvents: fc.constantFrom(false, false, false, true),
  readsSlowly: fc.constantFrom(false, false, false, false, false, true),
})

/** One with nothing odd about it, but that it does not count. */
export const plainRequest = {
  kind: 'ordinary',
  app: 'endsSoon',
  skip: 'no',
  success: 'no',
  isRead: false,
  early: 'nothing',
  wantsEvents: false,
  readsSlowly: false,
} as const satisfies RequestPlan

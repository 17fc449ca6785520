import type { RequestPlan } from '../plans'

/** What a request has seen happen to it. All counts: once is right, twice is a fault. */
export interface Fate {
  /** `next()` */
  entered: number
  /** `next(error)` */
  errors: number
  rejected: string[]
  aborted: ('held' | 'inside')[]
}

/**
 * Where the gate has a request; `checking`: a health check that is held; `beside`: inside without a slot;
 * `out`: it watches it no more.
 */
export type Phase = 'held' | 'checking' | 'inside' | 'beside' | 'out'

export interface ModelRequest {
  readonly id: number
  readonly plan: RequestPlan
  readonly connection: ModelConnection
  readonly fate: Fate
  phase: Phase
  /** It is treated as a health check. */
  isProbe: boolean
  /** When its phase began. */
  since: number
  isRead: boolean
  /** When it came. */
  arrivedAt: number
  /** How long it may keep its slot; 0: without limit. */
  slotLimitMs: number
  /** How many imports are its own and in flight. */
  imports: number
  /** Something has begun to answer it. */
  begun: boolean
  /** When the gate saw that. */
  begunAt: number | undefined
  /** It gave its slot on as its response went on, and counted then. */
  streamed: boolean
  /** Its client does not read the answer for now. */
  isUnread: boolean
  /** Something has ended its response, which may have to wait for those before it. */
  ended: boolean
  /** Its response went out, or its client went away. */
  over: boolean
  gone: boolean
}

export interface ModelConnection {
  readonly version: 1 | 2
  lost: boolean
  /** Over HTTP/1 they finish in this order. */
  unfinished: ModelRequest[]
}

export function modelRequest(
  id: number,
  plan: RequestPlan,
  connection: ModelConnection,
  now: number,
): ModelRequest {
  const fate = { entered: 0, errors: 0, rejected: [], aborted: [] }
  const { lost } = connection
  const flags = {
    isProbe: false,
    isRead: plan.isRead,
    isUnread: plan.readsSlowly,
    streamed: false,
    begun: plan.early !== 'nothing',
    ended: false,
    over: lost,
    gone: lost,
  }
  const times = { since: now, arrivedAt: now, begunAt: undefined, slotLimitMs: 0 }
  return { id, plan, connection, fate, phase: 'out', imports: 0, ...times, ...flags }
}

/** Whether it waits outside the app. */
export function isHeld({ phase }: ModelRequest): boolean {
  return phase === 'held' || phase === 'checking'
}

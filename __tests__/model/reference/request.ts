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
 * Where the gate has a request; `checking`: a health check that is held; `asking`: held, and asked for by
 * one inside; `beside`: inside without a slot; `out`: it watches it no more.
 */
export type Phase = 'held' | 'checking' | 'asking' | 'inside' | 'beside' | 'out'

export interface ModelRequest {
  readonly id: number
  readonly plan: RequestPlan
  readonly connection: ModelConnection
  readonly fate: Fate
  phase: Phase
  /** It is treated as a health check. */
  isProbe: boolean
  /** Those on whose behalf its code runs: the first that is inside. Itself, if the gate let it in. */
  behalves: readonly ModelRequest[]
  /** The one inside that it is let in beside. */
  asker: ModelRequest | undefined
  /** It was asked for as it came, whatever became of it since. */
  wasAskedFor: boolean
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
  /** It gave its slot on to what it may have waited for itself. */
  gaveWay: boolean
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
  /** Whether it is no imitation within the process. */
  readonly isOfNode: boolean
  lost: boolean
  /** Over HTTP/1 they finish in this order. */
  unfinished: ModelRequest[]
}

export function modelRequest(
  id: number,
  plan: RequestPlan,
  connection: ModelConnection,
  now: number,
  behalves: readonly ModelRequest[],
): ModelRequest {
  const fate = { entered: 0, errors: 0, rejected: [], aborted: [] }
  const { lost } = connection
  const flags = {
    isProbe: false,
    wasAskedFor: false,
    isRead: plan.isRead,
    isUnread: plan.readsSlowly,
    gaveWay: false,
    streamed: false,
    begun: plan.early !== 'nothing',
    ended: false,
    over: lost,
    gone: lost,
  }
  const times = { since: now, arrivedAt: now, begunAt: undefined, slotLimitMs: 0 }
  const others = { behalves, asker: undefined }
  return { id, plan, connection, fate, phase: 'out', imports: 0, ...others, ...times, ...flags }
}

/** Whether it waits outside the app. */
export function isHeld({ phase }: ModelRequest): boolean {
  return phase === 'held' || phase === 'checking' || phase === 'asking'
}

export function isInside({ phase }: ModelRequest): boolean {
  return phase === 'inside' || phase === 'beside'
}

/** The one inside on behalf of which the code of a request runs. */
export function runsFor({ behalves }: ModelRequest): ModelRequest | undefined {
  return behalves.find(isInside)
}

/** Whose slot it is that a request runs on: its own, or that of whoever asked for it. */
export function slotOwner(request: ModelRequest | undefined): ModelRequest | undefined {
  if (request === undefined || !isInside(request)) return undefined
  return request.phase === 'inside' ? request : slotOwner(request.asker)
}

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

/** Where the gate has a request; `out`: it watches it no more. */
export type Phase = 'held' | 'inside' | 'overdue' | 'out'

export interface ModelRequest {
  readonly id: number
  readonly plan: RequestPlan
  readonly connection: ModelConnection
  readonly fate: Fate
  phase: Phase
  /** When its phase began. */
  since: number
  isRead: boolean
  /** Something has begun to answer it. */
  begun: boolean
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
): ModelRequest {
  const fate = { entered: 0, errors: 0, rejected: [], aborted: [] }
  const { lost } = connection
  const flags = {
    isRead: plan.isRead,
    begun: plan.early !== 'nothing',
    ended: false,
    over: lost,
    gone: lost,
  }
  return { id, plan, connection, fate, phase: 'out', since: 0, ...flags }
}

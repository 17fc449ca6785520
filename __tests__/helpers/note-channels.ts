import { channel, tracingChannel } from 'node:diagnostics_channel'
import type { BootMessage, BootstrapGate, ImportSettledEvent, RequestMessage } from '../../lib'
import { stopAfterTest } from './cleanup'

export const subchannels = ['start', 'end', 'asyncStart', 'asyncEnd', 'error'] as const

export type Subchannel = (typeof subchannels)[number]

/** What was published, where, and what the message said then. */
export interface Published<T> {
  readonly on: Subchannel
  readonly message: T
  readonly said: T
}

/** Listens to a tracing channel until the test is over. */
export function noteTracing<T extends BootMessage | RequestMessage>(
  name: 'bootstrap-gate.boot' | 'bootstrap-gate.request',
  note: (published: Published<T>) => void,
): void {
  const traced = tracingChannel<unknown, T>(name)
  for (const on of subchannels) {
    const listener = (message: unknown): void => {
      note({ on, message: message as T, said: { ...(message as T) } })
    }
    traced[on].subscribe(listener)
    stopAfterTest(() => {
      traced[on].unsubscribe(listener)
    })
  }
}

/** All that is published about boots until the test is over. */
export function noteBoots(): Published<BootMessage>[] {
  const noted: Published<BootMessage>[] = []
  noteTracing<BootMessage>('bootstrap-gate.boot', (published) => noted.push(published))
  return noted
}

/** All that is published about requests until the test is over. */
export function noteRequests(): Published<RequestMessage>[] {
  const noted: Published<RequestMessage>[] = []
  noteTracing<RequestMessage>('bootstrap-gate.request', (published) => noted.push(published))
  return noted
}

/** Of each request, by its path: on which subchannels it was, with the outcome where there was one. */
export function storiesOf(noted: readonly Published<RequestMessage>[]): Record<string, string[]> {
  const stories: Record<string, string[]> = {}
  for (const { on, said } of noted) {
    const story = (stories[String(said.req.url)] ??= [])
    story.push(said.outcome === null ? on : `${on}: ${said.outcome}`)
  }
  return stories
}

export function noteImports(): ImportSettledEvent[] {
  const imports = channel('bootstrap-gate.import')
  const noted: ImportSettledEvent[] = []
  const listener = (message: unknown): void => {
    noted.push(message as ImportSettledEvent)
  }
  imports.subscribe(listener)
  stopAfterTest(() => {
    imports.unsubscribe(listener)
  })
  return noted
}

/** What was published of one gate: others of the process may still be booting. */
export function ofGate<T extends { readonly gate: BootstrapGate }>(
  noted: readonly Published<T>[],
  gate: BootstrapGate,
): Published<T>[] {
  return noted.filter(({ said }) => said.gate === gate)
}

/** The same, by the subchannels alone. */
export function subchannelsOf<T extends { readonly gate: BootstrapGate }>(
  noted: readonly Published<T>[],
  gate: BootstrapGate,
): Subchannel[] {
  return ofGate(noted, gate).map(({ on }) => on)
}

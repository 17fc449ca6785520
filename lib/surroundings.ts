import type { BootstrapGateError } from './errors'
import type { Making } from './making'
import type { BootstrapGate } from './types'

/** What a gate has from where it was made. */
export interface Surroundings {
  /** The gate as its users see it, if it has any. */
  readonly face: BootstrapGate | undefined
  readonly making: Pick<Making, 'origin' | 'stop'>
  /** The class that users can import: what is loaded later has one of its own. */
  readonly errorClass: typeof BootstrapGateError
  /** Called the moment the gate opens, before anybody is let in. */
  onOpen(): void
}

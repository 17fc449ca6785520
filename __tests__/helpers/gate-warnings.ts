import { stopAfterTest } from './cleanup'
import { Log } from './log'

export interface GateWarning {
  readonly type: string
  readonly code: string
  readonly detail?: string
  readonly message: string
}

/** The warnings that gates emit until the test is over; they are not shown. */
export function collectWarnings(): Log<GateWarning> {
  const warnings = new Log<GateWarning>()
  const spy = jest.spyOn(process, 'emitWarning')
  spy.mockImplementation((message, ...more: unknown[]) => {
    warnings.add({ ...(more[0] as Omit<GateWarning, 'message'>), message: String(message) })
  })
  stopAfterTest(() => {
    spy.mockRestore()
  })
  return warnings
}

/** The same, for a test that has nothing to await. */
export function gateWarnings(): readonly GateWarning[] {
  return collectWarnings().entries
}

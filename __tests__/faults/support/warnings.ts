import { Log } from '../../helpers/log'

export interface GateWarning {
  readonly code: string
  readonly message: string
}

/** The warnings that gates emit until the test is over; they are not shown. */
export function collectWarnings(): Log<GateWarning> {
  const warnings = new Log<GateWarning>()
  jest.spyOn(process, 'emitWarning').mockImplementation((message, ...more: unknown[]) => {
    const { code } = more[0] as { code: string }
    warnings.add({ code, message: String(message) })
  })
  return warnings
}

afterEach(() => {
  jest.restoreAllMocks()
})

export interface GateWarning {
  readonly type: string
  readonly code: string
  readonly detail?: string
  readonly message: string
}

/** The warnings of gates from now on; they are not shown. Ends with `jest.restoreAllMocks`. */
export function gateWarnings(): GateWarning[] {
  const warnings: GateWarning[] = []
  jest.spyOn(process, 'emitWarning').mockImplementation((message, ...more: unknown[]) => {
    warnings.push({ ...(more[0] as Omit<GateWarning, 'message'>), message: String(message) })
  })
  return warnings
}

import type { AnyRequest } from './types'

/** One header of a request; a message that was made by hand may have none, or none of that type. */
export function headerOf(req: AnyRequest, name: string): string | undefined {
  const value = headersOf(req)?.[name]
  return typeof value === 'string' ? value : undefined
}

/** The headers of a request; a message that was made by hand may have none. */
export function headersOf(req: AnyRequest): Readonly<Record<string, unknown>> | undefined {
  const headers: unknown = req.headers
  return typeof headers === 'object' && headers !== null
    ? (headers as Record<string, unknown>)
    : undefined
}

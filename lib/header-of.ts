import type { IncomingMessage } from 'node:http'

/** One header of a request; a message that was made by hand may have none, or none of that type. */
export function headerOf(req: IncomingMessage, name: string): string | undefined {
  const { headers } = req as Partial<IncomingMessage>
  const value: unknown = headers?.[name]
  return typeof value === 'string' ? value : undefined
}

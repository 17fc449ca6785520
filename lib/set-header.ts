import type { ServerResponse } from 'node:http'

/** Sets a header. A response that was made by hand may have none: it is answered all the same. */
export function setHeader(res: ServerResponse, name: string, value: string | number): void {
  const { setHeader: set } = res as Partial<ServerResponse>
  set?.call(res, name, value)
}

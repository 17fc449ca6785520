import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import type { ClientRequest } from 'node:http'
import type { Socket } from 'node:net'

/** What undici, the client behind `fetch`, tells of a request: the same object each time. */
export interface FetchRequest {
  readonly origin: string | URL
  readonly method?: string
  readonly upgrade?: unknown
}

/**
 * What clients of HTTP publish, by channel.
 *
 * @see https://nodejs.org/api/diagnostics_channel.html#built-in-channels
 * @see https://github.com/nodejs/undici/blob/main/docs/docs/api/DiagnosticsChannel.md
 */
interface Messages {
  'http.client.request.created': { readonly request: ClientRequest }
  'http.client.request.start': { readonly request: ClientRequest & { readonly socket: Socket } }
  'http.client.response.finish': { readonly request: ClientRequest }
  'net.client.socket': { readonly socket: Socket }
  'undici:request:create': { readonly request: FetchRequest }
  'undici:client:sendHeaders': { readonly request: FetchRequest; readonly socket: Socket }
  'undici:request:headers': {
    readonly request: FetchRequest
    readonly response: { readonly statusCode: number }
  }
  'undici:request:trailers': { readonly request: FetchRequest }
  'undici:request:error': { readonly request: FetchRequest }
}

type Listeners = { readonly [Name in keyof Messages]?: (message: Messages[Name]) => void }

/**
 * Hears of what clients of the process do, from now on.
 *
 * @returns ends that
 */
export function listenToClients(listeners: Listeners): () => void {
  const heard = Object.entries(listeners).map(([channel, listener]) => {
    const onMessage = (message: unknown): void => {
      try {
        listener(message as never)
      } catch {
        // Anybody can publish anything there, and a throw would be an uncaught exception of the user's.
      }
    }
    subscribe(channel, onMessage)
    return () => unsubscribe(channel, onMessage)
  })
  return () => {
    for (const stop of heard) stop()
  }
}

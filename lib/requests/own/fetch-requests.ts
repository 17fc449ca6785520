import type { Ask } from './ask'
import { authorityOf } from './authority'
import { type FetchRequest, listenToClients } from './client-channels'
import type { OpenAsks } from './open-asks'

/**
 * Follows what askers send by `fetch`, or by undici from npm.
 *
 * @param connected - told when a request has its connection
 * @returns ends that
 */
export function followFetch<Asker extends object>(
  asks: OpenAsks<Asker>,
  connected: (ask: Ask<Asker>) => void,
): () => void {
  const end = ({ request }: { readonly request: FetchRequest }): void => {
    asks.end(request)
  }
  return listenToClients({
    'undici:request:create': ({ request }) => {
      asks.begin(request)
    },
    'undici:client:sendHeaders': ({ request, socket }) => {
      // Another may have had it opened.
      asks.end(socket)
      const ask = asks.get(request)
      if (ask === undefined) return
      ask.socket = socket
      if (leavesHttp(request)) {
        // Nothing more is told of it, not even that it was answered.
        ask.listen(socket, 'close', () => {
          asks.end(request)
        })
      } else {
        ask.authority = authorityOf(request.origin)
        connected(ask)
      }
    },
    'undici:request:headers': ({ request, response }) => {
      // Early hints can come from somebody on the way.
      if (response.statusCode >= 200) asks.get(request)?.answer()
    },
    'undici:request:trailers': end,
    'undici:request:error': end,
  })
}

function leavesHttp({ method, upgrade }: FetchRequest): boolean {
  return Boolean(upgrade) || method === 'CONNECT'
}

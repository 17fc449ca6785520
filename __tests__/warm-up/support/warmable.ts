import { IncomingMessage, ServerResponse } from 'node:http'
import { bootstrapGate, type BootstrapGate, type BootstrapGateOptions } from '../../../lib'
import { stopAfterTest } from '../../helpers/cleanup'

export type Route = (req: IncomingMessage, res: ServerResponse) => void

/** A gate in a bare handler, and what has entered the app behind it. */
export function warmable(
  routes: Readonly<Record<string, Route>> = {},
  options: BootstrapGateOptions = {},
) {
  const gate: BootstrapGate = bootstrapGate(options)
  stopAfterTest(() => {
    gate.shutdown()
  })
  const entered: string[] = []
  const app: Route = (req, res) => {
    gate(req, res, () => {
      const path = req.url?.replace(/\?.*$/, '') ?? ''
      entered.push(`${String(req.method)} ${String(req.url)}`)
      const route = routes[path]
      if (route === undefined) res.end('fine')
      else route(req, res)
    })
  }
  return { gate, app, entered }
}

export const answer =
  (status: number, headers: Record<string, string> = {}): Route =>
  (_req, res) => {
    // restify, loaded in the same process, makes `writeHead` return nothing.
    res.writeHead(status, headers)
    res.end()
  }

export const hang: Route = () => undefined

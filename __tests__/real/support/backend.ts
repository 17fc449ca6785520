import http, { type Server } from 'node:http'
import { buffer } from 'node:stream/consumers'
import type { BootstrapGate, BootstrapGateOptions } from '../../../lib'
import { closedGate } from '../../helpers/closed-gate'
import type { Handler } from '../../helpers/framework'
import { listen } from '../../helpers/listen'
import { Stage } from '../../helpers/stage'

export interface Backend {
  readonly gate: BootstrapGate
  readonly stage: Stage
  readonly server: Server
  readonly port: number
  /** The bodies of the requests that have come in with one. */
  readonly bodies: string[]
}

/** A server behind a gate, as `examples/proxies` wants it: `gate.health` stands before it. */
export async function startBackend(
  options: BootstrapGateOptions = {},
  handler?: Handler,
): Promise<Backend> {
  const gate = closedGate(options)
  const stage = new Stage()
  const bodies: string[] = []
  const server = http.createServer((req, res) => {
    gate.health(req, res, () => {
      gate(req, res, () => {
        if (handler !== undefined) handler(req, res)
        else if (req.method === 'GET' || req.method === 'OPTIONS') stage.handler(req, res)
        else {
          void buffer(req).then((body) => {
            bodies.push(body.toString())
            stage.handler(req, res)
          })
        }
      })
    })
  })
  return { gate, stage, server, port: await listen(server), bodies }
}

import type { AddressInfo } from 'node:net'
import type { BootstrapGateOptions } from '../../../lib'
import type { Exchange } from '../../helpers/client'
import { bareHttp } from '../../helpers/frameworks/bare'
import { setUp, type Running } from '../../helpers/set-up'
import type { Visit } from '../../helpers/stage'

export interface Started extends Running {
  readonly port: number
}

export interface Busy extends Started {
  readonly first: Exchange
  readonly firstVisit: Visit
}

type Surroundings = Parameters<typeof setUp>[2]

/** A gate in a bare HTTP server. */
export async function start(
  options: BootstrapGateOptions = {},
  surroundings: Surroundings = {},
): Promise<Started> {
  const running = await setUp(bareHttp, options, surroundings)
  const { port } = running.server.address() as AddressInfo
  return { ...running, port }
}

/** The same, with a request to /first inside the app: all others wait behind it. */
export async function startBusy(
  options: BootstrapGateOptions = {},
  surroundings: Surroundings = {},
): Promise<Busy> {
  const started = await start(options, surroundings)
  const first = started.send('/first')
  return { ...started, first, firstVisit: await started.stage.visits.at(0) }
}

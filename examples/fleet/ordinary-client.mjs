import { describeRequest } from './requests.mjs'
import { exchange } from './exchange.mjs'

const idsPerClient = 5_000

/** Asks one thing after the other, over a connection that it keeps. */
export async function runOrdinaryClient(n, { port, agent, patienceMs, isOver, pause, record }) {
  for (let turn = n; !isOver(); turn++) {
    const { method, path, body, isRight } = describeRequest(n * idsPerClient + turn)
    const write = (req) => req.end(body)
    const begunAt = performance.now()
    const result = await exchange({ port, agent, method, path, write, patienceMs })
    const { status, answer } = result
    const wrong = status === 200 && isRight(answer) ? undefined : `status ${status}, ${answer}`
    record({ kind: 'ordinary', path, begunAt, ...result, fault: result.fault ?? wrong })
    await pause()
  }
}

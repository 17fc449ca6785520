import { request } from 'node:http'
import { setTimeout as delay } from 'node:timers/promises'

/**
 * Sends one request for each of the clients at the same moment, or when it is to come, every one over
 * a connection of its own. Clients that get no answer in time give up.
 *
 * @param clients - what each sends, as `describeClient` says it
 * @param onEnd - called as each client ends, with what became of it
 * @returns per client `{ kind, end: 'answered' | 'failed' | 'unanswered', ms, fault }`
 */
export function runBurst({ port, clients, patienceMs, onEnd }) {
  const all = clients.map(async (client) => {
    if (client.afterMs !== undefined) await delay(client.afterMs)
    const result = { kind: client.kind, ...(await runClient(client, port, patienceMs)) }
    onEnd(result)
    return result
  })
  return Promise.all(all)
}

function runClient({ method, path, headers, body, stays, isRight }, port, patienceMs) {
  return new Promise((resolve) => {
    const begun = performance.now()
    const end = (how, fault) => {
      clearTimeout(timer)
      resolve({ end: how, ms: performance.now() - begun, fault })
    }
    const fail = (fault) => end('failed', `${method} ${path}: ${fault}`)

    const target = { host: '127.0.0.1', port, method, path, headers, agent: false }
    const req = request(target, (res) => {
      let answer = ''
      res.setEncoding('utf8')
      res.on('data', (chunk) => {
        answer += chunk
        if (stays && isRight(answer)) end('answered')
      })
      res.on('error', (error) => fail(error.message))
      res.on('end', () => {
        if (res.statusCode === 200 && isRight(answer)) end('answered')
        else fail(`status ${res.statusCode}, ${JSON.stringify(answer.slice(0, 80))}`)
      })
    })
    req.on('error', (error) => fail(error.message))
    const timer = setTimeout(() => {
      end('unanswered')
      req.destroy()
    }, patienceMs)
    req.end(body)
  })
}

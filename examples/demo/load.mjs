import { request } from 'node:http'
import { describeClient } from './clients.mjs'

/**
 * Sends one request each from so many clients at the same moment, every one over a connection of
 * its own. Clients that get no answer in time give up.
 *
 * @param onEnd - called as each client ends, with what became of it
 * @returns per client `{ end: 'answered' | 'failed' | 'unanswered', ms, fault }`
 */
export function runBurst({ port, clients, patienceMs, onEnd }) {
  const all = Array.from({ length: clients }, async (_, n) => {
    const result = await runClient(describeClient(n), port, patienceMs)
    onEnd(result)
    return result
  })
  return Promise.all(all)
}

function runClient({ method, path, body, isRight }, port, patienceMs) {
  return new Promise((resolve) => {
    const begun = performance.now()
    const end = (how, fault) => {
      clearTimeout(timer)
      resolve({ end: how, ms: performance.now() - begun, fault })
    }
    const fail = (fault) => end('failed', `${method} ${path}: ${fault}`)

    const req = request({ host: '127.0.0.1', port, method, path, agent: false }, (res) => {
      let answer = ''
      res.setEncoding('utf8')
      res.on('data', (chunk) => {
        answer += chunk
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

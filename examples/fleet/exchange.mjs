import { request } from 'node:http'

/**
 * Sends one request, once, and waits for the whole answer.
 *
 * @param write - sends the body; tells of each pause that it makes of its own accord, in ms
 * @returns `{ status, answer, waitedMs, fault }`: what the client did not take for itself is waited;
 * `fault` says what kept it from having a whole answer
 */
export function exchange({ port, agent, method, path, headers, write, patienceMs }) {
  return new Promise((resolve) => {
    const begun = performance.now()
    let pausedMs = 0
    const end = (what) => {
      clearTimeout(timer)
      resolve({ ...what, waitedMs: performance.now() - begun - pausedMs })
    }
    const req = request({ host: '127.0.0.1', port, agent, method, path, headers }, (res) => {
      const { statusCode: status } = res
      let answer = ''
      res.setEncoding('utf8')
      res.on('data', (chunk) => (answer += chunk))
      res.on('error', (error) => end({ status, answer, fault: `cut off: ${error.message}` }))
      res.on('end', () => end({ status, answer }))
    })
    req.on('error', (error) => end({ fault: error.code ?? error.message }))
    const timer = setTimeout(() => {
      end({ fault: `no answer within ${patienceMs / 1000} s`, isUnanswered: true })
      req.destroy()
    }, patienceMs)
    write(req, (ms) => (pausedMs += ms))
  })
}

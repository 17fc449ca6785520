import { createHash, randomBytes } from 'node:crypto'
import http from 'node:http'
import { buffer, text } from 'node:stream/consumers'
import { startBusy } from './support/start'

const hash = (body: Buffer): string => createHash('sha256').update(body).digest('hex')

test.each([
  ['without `Expect: 100-continue`', {}],
  ['with `Expect: 100-continue`', { Expect: '100-continue' }],
])('a body of 5 MB %s is held, and then hashed by the app', async (_name, headers) => {
  const { stage, arrivals, firstVisit, port } = await startBusy({ requiredCompletions: 1 })
  const body = randomBytes(5 * 1024 * 1024)
  const request = http.request({ port, method: 'POST', path: '/upload', headers, agent: false })
  const answer = new Promise<string>((resolve, reject) => {
    request.on('error', reject)
    request.on('response', (response) => {
      text(response).then(resolve, reject)
    })
  })
  if ('Expect' in headers) request.flushHeaders()
  else request.end(body)
  request.on('continue', () => request.end(body))
  await arrivals.until(2)
  firstVisit.answer()
  const { req, res } = await stage.visits.at(1)
  res.end(hash(await buffer(req)))
  expect(await answer).toBe(hash(body))
})

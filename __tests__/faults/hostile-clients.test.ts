import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import type { Middleware } from '../helpers/framework'
import { sendMany } from '../helpers/send-many'
import { RawClient } from './support/raw-client'
import { start, startBusy } from './support/start'
import { collectWarnings } from '../helpers/gate-warnings'

/** More than Node reads ahead of an app that does not read. */
const head = 'POST /upload HTTP/1.1\r\nHost: app\r\nContent-Length: 8000000\r\n\r\n'
const part = Buffer.alloc(1024 * 1024)

test('a large upload whose client goes away unseen keeps its place for queueTimeoutMs at most', async () => {
  const { gate, stage, arrivals, port } = await startBusy({ queueTimeoutMs: 100 })
  const ended = Promise.race([once(gate.events, 'abort'), once(gate.events, 'reject')])
  const client = await RawClient.connect(port)
  client.socket.write(head)
  client.socket.write(part)
  await arrivals.until(2)
  client.socket.destroy()
  await ended
  expect(gate.stats().queued).toBe(0)
  expect(stage.paths).toEqual(['/first'])
})

test('a large upload whose client went away unseen frees its slot once the app reads it', async () => {
  const { gate, stage, arrivals, firstVisit, port } = await startBusy()
  const client = await RawClient.connect(port)
  client.socket.write(head)
  client.socket.write(part)
  await arrivals.until(2)
  client.socket.destroy()
  const aborted = once(gate.events, 'abort')
  firstVisit.answer()
  const { req } = await stage.visits.at(1)
  await expect(text(req)).rejects.toThrow('aborted')
  await aborted
  expect(gate.stats()).toMatchObject({ inFlight: 0, aborted: 1, completed: 1 })
})

test('a path cannot flood a warning, nor send commands to a terminal', async () => {
  const warnings = collectWarnings()
  const decodePath: Middleware = (req, _res, next) => {
    req.url = decodeURIComponent(req.url ?? '')
    next()
  }
  const { send } = await start({ slotTimeoutMs: 20 }, { before: [decodePath] })
  send(`/%1b%5B31m%0A${'a'.repeat(10_000)}?token=secret`)
  const { message } = await warnings.at(0)
  expect(message).toMatch(/^GET \/\\u001b\[31m\\u000aa+\.\.\. has kept its slot/)
  expect(message).not.toContain('secret')
  expect(message.length).toBeLessThan(500)
})

test('no more are held than maxQueueSize says, however many connections there are', async () => {
  const { gate, stage, arrivals, send } = await startBusy({ maxQueueSize: 5 })
  const answers = sendMany(send, 50)
  await arrivals.until(51)
  expect(gate.stats()).toMatchObject({ queued: 5, rejected: { queueFull: 45 } })
  gate.open()
  stage.answerAll()
  await answers
})

import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { RawClient } from './support/raw-client'
import { start } from './support/start'
import { collectWarnings } from '../helpers/gate-warnings'

const slotTimeoutMs = 500

test('a handler that never answers loses its slot, and a warning names it without its query', async () => {
  const warnings = collectWarnings()
  const { gate, stage, send } = await start({ slotTimeoutMs })
  send('/stuck?token=secret')
  await stage.visits.at(0)
  const next = send('/next')
  ;(await stage.visits.at(1)).answer()
  expect((await next.answer).status).toBe(200)
  expect(warnings.entries.map(({ code }) => code)).toEqual(['BOOTSTRAP_GATE_SLOT_TIMEOUT'])
  expect(warnings.entries[0]?.message).toMatch(/^GET \/stuck has/)
  expect(warnings.entries[0]?.message).not.toContain('secret')
  expect(gate.stats()).toMatchObject({ slotTimeouts: 1, completed: 1, inFlight: 1 })
})

test('server-sent events as the first request flow, and let the others in', async () => {
  collectWarnings()
  const { gate, stage, send, port } = await start({ slotTimeoutMs, requiredCompletions: 1 })
  const client = await RawClient.connect(port)
  client.get('/events')
  const { res } = await stage.visits.at(0)
  res.setHeader('Content-Type', 'text/event-stream')
  res.write('data: one\n\n')
  await client.until(/data: one/)
  const next = send('/next')
  ;(await stage.visits.at(1)).answer()
  await gate.opened
  res.write('data: two\n\n')
  await client.until(/data: two/)
  expect((await next.answer).status).toBe(200)
})

test('a slow upload loses its slot, and still arrives whole', async () => {
  collectWarnings()
  const { gate, stage, send, port } = await start({ slotTimeoutMs })
  const client = await RawClient.connect(port)
  client.socket.write('POST /upload HTTP/1.1\r\nHost: app\r\nContent-Length: 10\r\n\r\nfirst')
  const upload = await stage.visits.at(0)
  const next = send('/next')
  ;(await stage.visits.at(1)).answer()
  await next.answer
  client.socket.write('later')
  expect(await text(upload.req)).toBe('firstlater')
  upload.answer()
  await client.until(/\/upload$/)
  expect(gate.stats()).toMatchObject({ slotTimeouts: 1, completed: 2, inFlight: 0 })
})

test('a slow reader gives its slot on and counts, and still gets all of it', async () => {
  const warnings = collectWarnings()
  const size = 32 * 1024 * 1024
  const { gate, stage, send, port } = await start()
  const client = await RawClient.connect(port)
  client.socket.pause()
  client.get('/big')
  const { res } = await stage.visits.at(0)
  res.end(Buffer.alloc(size))
  const next = send('/next')
  ;(await stage.visits.at(1)).answer()
  await next.answer
  expect(gate.stats()).toMatchObject({ streamed: 1, slotTimeouts: 0, completed: 2, inFlight: 1 })
  expect(warnings.entries).toEqual([])
  const finished = once(res, 'finish')
  client.socket.resume()
  await finished
  while (client.received.length < size) await once(client.socket, 'data')
  expect(gate.stats()).toMatchObject({ completed: 2, inFlight: 0 })
})

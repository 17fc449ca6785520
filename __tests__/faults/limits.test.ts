import { start, startBusy } from './support/start'

const codeOf = (body: string): unknown => (JSON.parse(body) as { code: unknown }).code

test('one more than the queue takes is rejected at once; all others are served', async () => {
  const { gate, stage, arrivals, send } = await start({ maxQueueSize: 2 })
  const served = ['/1', '/2', '/3'].map((path) => send(path))
  await arrivals.until(3)
  const { status, headers, body } = await send('/4', { headers: { connection: 'keep-alive' } })
    .answer
  expect([status, codeOf(body)]).toEqual([503, 'ERR_BOOTSTRAP_GATE_QUEUE_FULL'])
  // Its client may try again on the same connection.
  expect(headers.connection).toBe('keep-alive')
  stage.answerAll()
  const answers = await Promise.all(served.map(({ answer }) => answer))
  expect(answers.map((answer) => answer.status)).toEqual([200, 200, 200])
  expect(gate.stats().rejected).toMatchObject({ queueFull: 1, queueTimeout: 0 })
})

test('those that are held for too long are rejected; the one inside is not disturbed', async () => {
  const { gate, stage, first, firstVisit, send } = await startBusy({ queueTimeoutMs: 50 })
  const held = await Promise.all([send('/1').answer, send('/2').answer])
  expect(held.map(({ status, body }) => [status, codeOf(body)])).toEqual([
    [503, 'ERR_BOOTSTRAP_GATE_QUEUE_TIMEOUT'],
    [503, 'ERR_BOOTSTRAP_GATE_QUEUE_TIMEOUT'],
  ])
  firstVisit.answer()
  expect((await first.answer).status).toBe(200)
  expect(gate.stats()).toMatchObject({ queued: 0, inFlight: 0, completed: 1 })
  expect(stage.paths).toEqual(['/first'])
})

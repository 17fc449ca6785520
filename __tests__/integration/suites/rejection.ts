import type { BootstrapGateOptions } from '../../../lib'
import type { Framework, Middleware } from '../../helpers/framework'
import { setUp, type Running } from '../../helpers/set-up'

/** What a request gets that is one too many. */
export function rejectionSuite(framework: Framework): void {
  const varyByOrigin: Middleware = (_req, res, next) => {
    res.setHeader('Vary', 'Origin')
    next()
  }

  /** An app that has one request inside and holds none. */
  async function setUpFull(options: BootstrapGateOptions = {}): Promise<Running> {
    const running = await setUp(
      framework,
      { maxQueueSize: 0, ...options },
      { before: [varyByOrigin] },
    )
    running.send('/inside')
    await running.stage.visits.until(1)
    return running
  }

  test.each([
    ['application/json', 'application/problem+json; charset=utf-8'],
    ['application/problem+json, text/html;q=0.9', 'application/problem+json; charset=utf-8'],
    ['text/plain', 'text/plain; charset=utf-8'],
    ['text/html', 'text/html; charset=utf-8'],
  ])('a client that accepts %s gets a 503 in that form', async (accept, type) => {
    const { stage, gate, send } = await setUpFull({ retryAfterSeconds: 7 })
    const { status, headers, body } = await send('/late', { headers: { accept } }).answer
    expect(status).toBe(503)
    expect(headers).toMatchObject({
      'content-type': type,
      'content-length': String(Buffer.byteLength(body)),
      'retry-after': '7',
      'cache-control': 'no-store',
      vary: 'Origin, Accept',
      'x-content-type-options': 'nosniff',
    })
    expect(body).toContain('The service is starting and already holds as many requests as it may.')
    expect(stage.paths).toEqual(['/inside'])
    expect(gate.stats().rejected.queueFull).toBe(1)
  })

  test('the JSON is a problem that a program can act on', async () => {
    const { send } = await setUpFull({ retryAfterSeconds: 7 })
    const { body } = await send('/late').answer
    expect(JSON.parse(body)).toMatchObject({
      title: 'Service Unavailable',
      status: 503,
      code: 'ERR_BOOTSTRAP_GATE_QUEUE_FULL',
      reason: 'queue-full',
      retryAfterSeconds: 7,
    })
  })

  test('HEAD gets the headers of GET and no body', async () => {
    const { send } = await setUpFull()
    const { headers } = await send('/late').answer
    const head = await send('/late', { method: 'HEAD' }).answer
    expect(head).toMatchObject({ status: 503, body: '' })
    const { 'content-length': length, 'content-type': type, 'retry-after': retryAfter } = headers
    expect(head.headers).toMatchObject({
      'content-length': length,
      'content-type': type,
      'retry-after': retryAfter,
    })
  })

  test('an Accept of 16 KB is answered like any other', async () => {
    const { send } = await setUpFull()
    const accept = `text/html${',a/b;;;;'.repeat(2_000)}`
    const { status, headers } = await send('/late', { headers: { accept } }).answer
    expect(status).toBe(503)
    expect(headers['content-type']).toBe('text/html; charset=utf-8')
  })

  test('only after GET the page loads itself again', async () => {
    const { send } = await setUpFull()
    const headers = { accept: 'text/html' }
    const page = await send('/late', { headers }).answer
    expect(page.headers['content-security-policy']).toContain("; script-src 'sha256-")
    expect(page.body).toContain('tries again')
    const posted = await send('/late', { method: 'POST', headers }).answer
    expect(posted.status).toBe(503)
    expect(posted.headers['content-security-policy']).toBe("default-src 'none'")
    expect(posted.body).toContain('Please send it again')
    expect(posted.body).not.toContain('tries again')
  })

  test('an EventSource gets an empty stream, so that it comes again; it is rejected all the same', async () => {
    const { stage, gate, send } = await setUpFull({ retryAfterSeconds: 7 })
    const accept = 'text/event-stream'
    const headers = { accept, 'cache-control': 'no-cache' }
    const { status, headers: answered, body } = await send('/late', { headers }).answer
    expect({ status, body }).toEqual({ status: 200, body: 'retry: 7000\n\n' })
    expect(answered).toMatchObject({ 'content-type': accept, 'cache-control': 'no-store' })
    expect((await send('/late', { headers: { accept } }).answer).status).toBe(503)
    expect((await send('/late', { method: 'HEAD', headers }).answer).status).toBe(503)
    expect(stage.paths).toEqual(['/inside'])
    expect(gate.stats().rejected.queueFull).toBe(3)
  })

  test('a handler of the user answers instead', async () => {
    const { send } = await setUpFull({
      handler: (req, res, _next, rejection) => {
        res.statusCode = 429
        res.end(`${req.url ?? ''} ${rejection.code}`)
      },
    })
    await expect(send('/late').answer).resolves.toMatchObject({
      status: 429,
      body: '/late ERR_BOOTSTRAP_GATE_QUEUE_FULL',
    })
  })

  test('a handler that calls next(error) makes the framework answer', async () => {
    const { errors, send } = await setUpFull({
      handler: (_req, _res, next, rejection) => {
        next(rejection)
      },
    })
    expect((await send('/late').answer).status).toBeGreaterThanOrEqual(500)
    expect(errors.entries).toMatchObject([{ code: 'ERR_BOOTSTRAP_GATE_QUEUE_FULL', status: 503 }])
  })

  const fault = new Error('the callback failed')
  const failing = (): never => {
    throw fault
  }

  test('a handler that throws is an error for the framework', async () => {
    const { errors, send } = await setUpFull({ handler: failing })
    expect((await send('/late').answer).status).toBe(500)
    expect(errors.entries).toEqual([fault])
  })

  test('a skip that throws is an error for the framework', async () => {
    const { gate, stage, errors, send } = await setUp(framework, { skip: failing })
    expect((await send('/').answer).status).toBe(500)
    expect(errors.entries).toEqual([fault])
    expect(stage.paths).toEqual([])
    expect(gate.stats()).toMatchObject({ queued: 0, inFlight: 0, completed: 0 })
  })
}

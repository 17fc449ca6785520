import { AsyncLocalStorage } from 'node:async_hooks'
import { randomBytes } from 'node:crypto'
import { buffer } from 'node:stream/consumers'
import { urlOf, type Framework } from '../../helpers/framework'
import { Log } from '../../helpers/log'
import { sendMany } from '../../helpers/send-many'
import { setUp } from '../../helpers/set-up'

/** What the app must not notice of the gate. */
export function transparencySuite(framework: Framework): void {
  test('a body of 5 MB that is sent while held arrives byte for byte', async () => {
    const sent = randomBytes(5_000_000)
    const received = new Log<Buffer>()
    const { gate, stage, arrivals, send } = await setUp(
      framework,
      {},
      {
        handler: (req, res) => {
          if (req.method !== 'POST') {
            stage.handler(req, res)
            return
          }
          void buffer(req).then((body) => {
            received.add(body)
            res.end()
          })
        },
      },
    )
    const inside = send('/inside')
    await arrivals.until(1)
    const upload = send('/upload', { method: 'POST', body: sent })
    await arrivals.until(2)
    expect(gate.stats().queued).toBe(1)
    stage.answerAll()
    await inside.answer
    await expect(upload.answer).resolves.toMatchObject({ status: 200 })
    expect(sent.equals(await received.at(0))).toBe(true)
  })

  test('a request whose body the app has read is inside until it is answered', async () => {
    const { gate, stage, arrivals, send } = await setUp(
      framework,
      { requiredCompletions: 2 },
      {
        handler: (req, res) => {
          // Over HTTP/1 it closes when it is read to its end, though nobody has gone away.
          req.resume().once(framework.httpVersion === 1 ? 'close' : 'end', () => {
            stage.handler(req, res)
          })
        },
      },
    )
    const upload = send('/upload', { method: 'POST', body: Buffer.from('read') })
    await arrivals.until(1)
    const next = send('/next')
    await arrivals.until(2)
    const { answer } = await stage.visits.at(0)
    expect(gate.stats()).toMatchObject({ inFlight: 1, queued: 1, aborted: 0 })
    answer()
    await expect(upload.answer).resolves.toMatchObject({ status: 200 })
    stage.answerAll()
    await expect(next.answer).resolves.toMatchObject({ status: 200 })
    expect(gate.stats()).toMatchObject({ state: 'open', completed: 2, aborted: 0 })
  })

  test('every request keeps its own async context', async () => {
    const storage = new AsyncLocalStorage<string>()
    const contexts: (readonly [string, string | undefined])[] = []
    const { stage, arrivals, send } = await setUp(
      framework,
      { requiredCompletions: 5 },
      {
        before: [
          (req, _res, next) => {
            storage.run(urlOf(req), next)
          },
        ],
        handler: (req, res) => {
          contexts.push([urlOf(req), storage.getStore()])
          stage.handler(req, res)
        },
      },
    )
    const clients = sendMany(send, 10)
    await arrivals.until(10)
    stage.answerAll()
    await clients
    expect(contexts).toHaveLength(10)
    expect(contexts.filter(([url, context]) => url !== context)).toEqual([])
  })

  test('a request that meets the gate twice passes it the second time and counts once', async () => {
    const { gate, stage, send } = await setUp(
      framework,
      { requiredCompletions: 2 },
      { gated: (gate) => [gate, gate] },
    )
    stage.answerAll()
    await expect(send('/first').answer).resolves.toMatchObject({ status: 200 })
    expect(gate.stats()).toMatchObject({ state: 'closed', admitted: 1, completed: 1 })
    await send('/second').answer
    expect(gate.state).toBe('open')
  })

  test('skipped requests pass those that are held and do not count', async () => {
    const { gate, stage, arrivals, send } = await setUp(framework, {
      requiredCompletions: 1,
      skip: (req) => req.url === '/health',
    })
    send('/inside')
    send('/held')
    await arrivals.until(2)
    const health = send('/health')
    const visit = await stage.visits.at(1)
    expect(visit.path).toBe('/health')
    visit.answer()
    await expect(health.answer).resolves.toMatchObject({ status: 200 })
    expect(gate.stats()).toMatchObject({ state: 'closed', skipped: 1, completed: 0, queued: 1 })
  })

  test('only responses that were successful count, where the user says which', async () => {
    const { gate, stage, send } = await setUp(framework, {
      requiredCompletions: 1,
      requestWasSuccessful: (_req, res) => res.statusCode < 500,
    })
    const broken = send('/broken')
    const visit = await stage.visits.at(0)
    visit.answer(500)
    await expect(broken.answer).resolves.toMatchObject({ status: 500 })
    expect(gate.stats()).toMatchObject({ state: 'closed', completed: 0, inFlight: 0 })
    stage.answerAll()
    await send('/sound').answer
    expect(gate.state).toBe('open')
  })
}

import type { ServerResponse } from 'node:http'
import { urlOf, type Framework } from '../../helpers/framework'
import { Log } from '../../helpers/log'
import { setUp } from '../../helpers/set-up'

type Begin = (res: ServerResponse) => unknown

/** Responses that an earlier middleware has begun, or ended, before they reach the gate. */
export function earlyAnswersSuite(framework: Framework): void {
  const begins: [string, Begin, string][] = [
    ['res.write()', (res) => res.write('oh, '), 'oh, /late'],
    ['res.writeHead()', (res) => res.writeHead(200), '/late'],
    [
      'res.flushHeaders()',
      (res) => {
        res.flushHeaders()
      },
      '/late',
    ],
  ]

  test.each(begins)(
    'one that was begun by %s is held, and gets the whole',
    async (_name, begin, body) => {
      const { gate, stage, arrivals, send } = await setUp(
        framework,
        { requiredCompletions: 2 },
        {
          before: [
            (req, res, next) => {
              if (urlOf(req) === '/late') begin(res)
              next()
            },
          ],
          handler: (req, res) => {
            if (urlOf(req) === '/late') res.end('/late')
            else stage.handler(req, res)
          },
        },
      )
      const first = send('/first')
      await stage.visits.at(0)
      const late = send('/late')
      await arrivals.until(2)
      expect(gate.stats()).toMatchObject({ queued: 1 })
      stage.answerAll()
      await first.answer
      await expect(late.answer).resolves.toMatchObject({ status: 200, body })
      await expect(gate.opened).resolves.toMatchObject({ reason: 'completed' })
    },
  )

  test('one that was begun is ended when the gate stops, and nothing is written to it', async () => {
    const { gate, arrivals, send } = await setUp(
      framework,
      {},
      {
        before: [
          (req, res, next) => {
            if (urlOf(req) === '/late') res.write('oh, ')
            next()
          },
        ],
      },
    )
    send('/first')
    await arrivals.until(1)
    const late = send('/late')
    await arrivals.until(2)
    gate.shutdown()
    await expect(late.answer).resolves.toMatchObject({ status: 200, body: 'oh, ' })
    expect(gate.stats().rejected.stopped).toBe(1)
  })

  // Without a gate it is not done there either.
  if (framework.stopsAtEnd === true) return

  test('the work behind one that was ended is done at once, and does not count', async () => {
    const work = new Log<string>()
    const { gate, send } = await setUp(
      framework,
      { requiredCompletions: 1, waitFor: [new Promise(() => undefined)] },
      {
        before: [
          (_req, res, next) => {
            res.end('early')
            next()
          },
        ],
        handler: (req) => {
          work.add(urlOf(req))
        },
      },
    )
    await expect(send('/job').answer).resolves.toMatchObject({ status: 200, body: 'early' })
    await expect(work.at(0)).resolves.toBe('/job')
    expect(gate.stats()).toMatchObject({ state: 'closed', admitted: 0, completed: 0, queued: 0 })
  })
}

import { once } from 'node:events'
import { closeSync, createReadStream, openSync } from 'node:fs'
import http2, { type Http2ServerResponse, type ServerHttp2Stream } from 'node:http2'
import { buffer } from 'node:stream/consumers'
import { connectHttp2 } from './support/http2-client'
import { turn } from '../helpers/turn'

const { NGHTTP2_CANCEL, NGHTTP2_NO_ERROR } = http2.constants

const streamOf = (res: unknown): ServerHttp2Stream => (res as Http2ServerResponse).stream

/** An app that answers over the stream under the response. */
async function answerBy(
  respond: (stream: ServerHttp2Stream) => unknown,
  readClient = true,
): Promise<{ body: Buffer | undefined; client: Awaited<ReturnType<typeof connectHttp2>> }> {
  const client = await connectHttp2({
    handler: (_req, res) => {
      respond(streamOf(res))
    },
  })
  const [stream] = await client.get('/')
  if (stream === undefined) throw new Error('it was not sent')
  return { body: readClient ? await buffer(stream) : undefined, client }
}

test.each<[string, (stream: ServerHttp2Stream) => unknown]>([
  [
    'respondWithFile',
    (stream) => {
      stream.respondWithFile(__filename)
    },
  ],
  [
    'respondWithFD',
    (stream) => {
      const file = openSync(__filename, 'r')
      stream.once('close', () => {
        closeSync(file)
      })
      stream.respondWithFD(file)
    },
  ],
  [
    'respond and end',
    (stream) => {
      stream.respond({ ':status': 200 })
      stream.end('answered')
    },
  ],
  [
    'respond that ends the stream',
    (stream) => {
      stream.respond({ ':status': 204 }, { endStream: true })
    },
  ],
  ['a pipe', (stream) => createReadStream(__filename).pipe(stream)],
])('an answer over `res.stream` by %s is complete', async (_name, respond) => {
  const { client } = await answerBy(respond)
  while (client.gate.stats().inFlight > 0) await turn()
  expect(client.gate.stats()).toMatchObject({ completed: 1, aborted: 0 })
})

test.each<[string, (stream: ServerHttp2Stream) => unknown]>([
  [
    'reset with an error',
    (stream) => {
      stream.close(NGHTTP2_CANCEL)
    },
  ],
  [
    'closed without one before its end',
    (stream) => {
      stream.close(NGHTTP2_NO_ERROR)
    },
  ],
  [
    'destroyed',
    (stream) => {
      stream.destroy()
    },
  ],
])('a stream that is %s is aborted', async (_name, cut) => {
  const { client } = await answerBy((stream) => {
    stream.respond({ ':status': 200 })
    stream.write('a part', () => {
      cut(stream)
    })
  }, false)
  await client.aborts.until(1)
  expect(client.gate.stats()).toMatchObject({ completed: 0, aborted: 1, inFlight: 0 })
})

test('a file that its client does not read to the end is aborted', async () => {
  const { client } = await answerBy(
    (stream) => createReadStream(process.execPath).pipe(stream),
    false,
  )
  client.session.destroy()
  await client.aborts.until(1)
  expect(client.gate.stats()).toMatchObject({ completed: 0, inFlight: 0 })
})

test('a held request that something answers over its stream is not admitted', async () => {
  const client = await connectHttp2({
    before: [
      (req, res, next) => {
        next()
        if (req.url !== '/answered') return
        streamOf(res).respond({ ':status': 200 })
        streamOf(res).end('elsewhere')
      },
    ],
  })
  const [, held] = await client.get('/first', '/answered')
  if (held === undefined) throw new Error('it was not sent')
  expect(String(await buffer(held))).toBe('elsewhere')
  client.stage.answerAll()
  await client.aborts.until(1)
  expect(client.stage.paths).toEqual(['/first'])
})

describe('a HEAD request, whose stream Node ends as it comes,', () => {
  const head = { ':path': '/head', ':method': 'HEAD' }

  test('is held and admitted like any other', async () => {
    const { arrivals, gate, send, stage } = await connectHttp2()
    const first = send('/first')
    await arrivals.until(1)
    const second = send('/head', { method: 'HEAD' })
    await arrivals.until(2)
    expect(gate.stats()).toMatchObject({ queued: 1 })
    stage.answerAll()
    await expect(first.answer).resolves.toMatchObject({ status: 200 })
    await expect(second.answer).resolves.toMatchObject({ status: 200 })
  })

  test.each<[string, (stream: ServerHttp2Stream) => unknown]>([
    [
      'respond and end',
      (stream) => {
        stream.respond({ ':status': 200 })
        stream.end()
      },
    ],
    [
      'respond alone',
      (stream) => {
        stream.respond({ ':status': 200 }, { endStream: true })
      },
    ],
  ])('is complete when it is answered over `res.stream` by %s', async (_name, respond) => {
    const { gate, session } = await connectHttp2({
      handler: (_req, res) => {
        respond(streamOf(res))
      },
    })
    const stream = session.request(head).resume()
    await once(stream, 'close')
    while (gate.stats().inFlight > 0) await turn()
    expect(gate.stats()).toMatchObject({ completed: 1, aborted: 0 })
  })

  test('leaves the line, or its slot, when its client goes away', async () => {
    const { aborts, arrivals, gate, session } = await connectHttp2()
    const streams = [1, 2].map(() => session.request(head).on('error', () => undefined))
    await arrivals.until(2)
    for (const stream of streams) stream.close(NGHTTP2_CANCEL)
    await aborts.until(2)
    expect(gate.stats()).toMatchObject({ queued: 0, inFlight: 0, aborted: 2 })
  })
})

import http from 'node:http'
import http2 from 'node:http2'
import { Readable, type Writable } from 'node:stream'
import { buffer } from 'node:stream/consumers'

export interface Message {
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  /** A stream ends the request when it ends. */
  readonly body?: Buffer | Readable
}

export interface Answer {
  readonly status: number
  readonly headers: http.IncomingHttpHeaders
  readonly body: string
}

/** One request on a connection of its own. */
export interface Exchange {
  readonly answer: Promise<Answer>
  /** The client goes away. */
  abort(): void
}

/** Sends a request to a path of the server. */
export type Send = (path: string, message?: Message) => Exchange

export function http1Client(port: number): Send {
  return (path, { method = 'GET', headers, body } = {}) => {
    const request = http.request({ port, path, method, headers, agent: false })
    const answer = new Promise<Answer>((resolve, reject) => {
      request.on('error', reject)
      request.on('response', (response) => {
        readAnswer(response, response.statusCode, response.headers).then(resolve, reject)
      })
    })
    sendBody(request, body)
    return exchange(answer, () => request.destroy())
  }
}

export function http2Client(port: number): Send {
  return (path, { method = 'GET', headers, body } = {}) => {
    const session = http2.connect(`http://127.0.0.1:${String(port)}`)
    const stream = session.request({ ':path': path, ':method': method, ...headers })
    const answer = new Promise<Answer>((resolve, reject) => {
      session.on('error', reject)
      stream.on('error', reject)
      stream.on('response', ({ ':status': status, ...answered }) => {
        readAnswer(stream, status, answered).then(resolve, reject)
      })
    })
    stream.on('close', () => {
      session.destroy()
    })
    sendBody(stream, body)
    return exchange(answer, () => {
      stream.close(http2.constants.NGHTTP2_CANCEL)
    })
  }
}

function sendBody(message: Writable, body: Buffer | Readable | undefined): void {
  if (body instanceof Readable) body.pipe(message)
  else message.end(body)
}

async function readAnswer(
  body: NodeJS.ReadableStream,
  status = 0,
  headers: http.IncomingHttpHeaders,
): Promise<Answer> {
  return { status, headers, body: (await buffer(body)).toString() }
}

function exchange(answer: Promise<Answer>, abort: () => void): Exchange {
  // Not every test awaits every answer.
  answer.catch(() => undefined)
  return { answer, abort }
}

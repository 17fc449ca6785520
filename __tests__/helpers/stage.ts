import type { IncomingMessage, ServerResponse } from 'node:http'
import { urlOf } from './framework'
import { Log } from './log'

/** A request that is inside the app, and stays so until it is answered. */
export interface Visit {
  readonly path: string
  readonly req: IncomingMessage
  readonly res: ServerResponse
  answer(status?: number): void
}

/** An app that answers each request when the test says so. */
export class Stage {
  /** All who have come in so far. */
  readonly visits = new Log<Visit>()
  inside = 0
  mostInside = 0
  #answersAtOnce = false

  readonly handler = (req: IncomingMessage, res: ServerResponse): void => {
    this.mostInside = Math.max(this.mostInside, ++this.inside)
    // Before the gate hears of it, and lets in the next.
    res.prependOnceListener('finish', () => this.inside--)
    const path = urlOf(req)
    const answer = (status = 200): void => {
      res.statusCode = status
      res.end(path)
    }
    this.visits.add({ path, req, res, answer })
    if (this.#answersAtOnce) answer()
  }

  get paths(): string[] {
    return this.visits.entries.map(({ path }) => path)
  }

  /** Answers everybody who is inside, and from now on everybody at once. */
  answerAll(): void {
    this.#answersAtOnce = true
    for (const { res, answer } of this.visits.entries) if (!res.writableEnded) answer()
  }
}

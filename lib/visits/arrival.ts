import type { Visit } from './visit'

/**
 * Where a request met the gate. Its caller goes on from there: whoever awaits a middleware runs the rest of
 * the app in the caller's async context, not in that of `next()`. Like a {@link Visit} it holds no message.
 */
export class Arrival {
  /** The request, when it has been let in. */
  visit: Visit | undefined
  #before: Arrival | undefined
  #isCallerBusy = false

  /** One that was dispatched within the process, where the caller ran on behalf of another until then. */
  static within(before: Arrival): Arrival {
    const arrival = new Arrival()
    // An asker may ask a thousand times.
    arrival.#before = before.#isLive ? before : before.#before
    arrival.#isCallerBusy = true
    void Promise.resolve().then(() => {
      arrival.#isCallerBusy = false
    })
    return arrival
  }

  /** On behalf of whom the caller goes on: when the request has ended, of the one that had asked for it. */
  get latest(): Visit | undefined {
    return this.#isLive || this.#before === undefined ? this.visit : this.#before.latest
  }

  /** What the caller does before it awaits anything, as to dispatch another, is not done for this one. */
  get #isLive(): boolean {
    return !this.#isCallerBusy && this.visit?.isInside === true
  }
}

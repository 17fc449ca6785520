import type { Page } from 'playwright-core'
import { useBrowser } from './support/browser'
import { answerPage, startingApp } from './support/starting-app'
import type { Handler } from '../helpers/framework'

const open = useBrowser()

const page = answerPage('<h1>Events</h1>')

/** Answers a request for events with one, and goes on. */
const served: Handler = (req, res) => {
  if (req.url !== '/events') {
    page(req, res)
    return
  }
  res.setHeader('Content-Type', 'text/event-stream')
  res.write('data: the app\n\n')
}

/** What a page's source has told: the data of its messages, and its state after each error. */
type Told = (string | number)[]

interface Window {
  readonly told: Told
  readonly source: { readonly readyState: number; close(): void }
}

/** Has a page open an EventSource. */
async function openSource(within: Page, origin: string): Promise<void> {
  await within.goto(`${origin}/unguarded`)
  await within.addScriptTag({
    content: `
      var told = []
      var source = new EventSource('/events')
      source.onmessage = (event) => { told.push(event.data) }
      source.onerror = () => { told.push(source.readyState) }`,
  })
}

/** All that it has told when the last of it is as expected. */
async function toldUntil(within: Page, last: string | number): Promise<Told> {
  const told = await within.waitForFunction((expected) => {
    const window = globalThis as unknown as Window
    return window.told.at(-1) === expected && window.told
  }, last)
  return (await told.jsonValue()) as Told
}

const connecting = 0
const closed = 2

test('an EventSource that was rejected comes again until it is served', async () => {
  const { origin, gate, met, start } = await startingApp(served)
  const window = await open()
  await openSource(window, origin)
  await met.until(2)
  start()

  const told = await toldUntil(window, 'the app')
  const rejected = gate.stats().rejected.queueFull
  expect(rejected).toBeGreaterThanOrEqual(2)
  expect(told).toEqual([...Array<number>(rejected).fill(connecting), 'the app'])
  expect(met.entries).toEqual(Array(rejected + 1).fill('GET /events'))
})

test('at a gate that has failed it is closed for good', async () => {
  const { origin, gate, met } = await startingApp(served, {
    waitFor: [() => Promise.reject(new Error('no database'))],
  })
  const window = await open()
  const answers = window.waitForResponse('**/events')
  await openSource(window, origin)

  expect((await answers).status()).toBe(503)
  expect(await toldUntil(window, closed)).toEqual([closed])
  expect(met.entries).toEqual(['GET /events'])
  expect(gate.stats().rejected.bootFailed).toBe(1)
})

test('a fetch for an event stream gets the 503', async () => {
  const { origin } = await startingApp(served)
  const window = await open()
  await window.goto(`${origin}/unguarded`)
  const status = await window.evaluate(async () => {
    const answer = await fetch('/events', { headers: { accept: 'text/event-stream' } })
    return answer.status
  })
  expect(status).toBe(503)
})

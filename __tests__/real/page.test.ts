import { useBrowser } from './support/browser'
import { answerPage, startingApp } from './support/starting-app'

const open = useBrowser()

const served = answerPage('<h1>The app</h1>')

test('at an address with a fragment the page reloads until the app is there', async () => {
  const { origin, met, start, gate } = await startingApp(served)
  const page = await open()
  const answer = await page.goto(`${origin}/page#there`)
  expect(answer?.status()).toBe(503)
  await page.getByText('This page tries again in 1 s.').waitFor()

  await met.until(2)
  start()
  await page.getByText('The app').waitFor()

  expect(page.url()).toBe(`${origin}/page#there`)
  expect(gate.stats().rejected.queueFull).toBe(met.entries.length - 1)
  expect(new Set(met.entries)).toEqual(new Set(['GET /page']))
})

test('without scripts it reloads too, where there is no fragment', async () => {
  const { origin, met, start } = await startingApp(served)
  const page = await open({ javaScriptEnabled: false })
  await page.goto(`${origin}/page?a=b`)
  await met.until(2)
  start()
  await page.getByText('The app').waitFor()
  expect(page.url()).toBe(`${origin}/page?a=b`)
})

test('after a form was sent it stays, and says that nothing was done', async () => {
  const form = '<form method="post" action="/sent"><button name="a" value="b">Send</button></form>'
  const { origin, met } = await startingApp(answerPage(form))
  const [sender, other] = [await open(), await open()]
  await sender.goto(`${origin}/unguarded`)
  await sender.getByRole('button').click()
  const truth = sender.getByText(
    'Nothing was done with what you sent. Please send it again in 1 s.',
  )
  await truth.waitFor()

  // It would have reloaded before another page that came later did so twice.
  await other.goto(`${origin}/other`)
  await met.until(4)

  expect(met.entries.slice(0, 4)).toEqual(['POST /sent', ...Array<string>(3).fill('GET /other')])
  expect(sender.url()).toBe(`${origin}/sent`)
  expect(await truth.isVisible()).toBe(true)
})

test('its policy lets no other script run', async () => {
  const { origin } = await startingApp(served, { retryAfterSeconds: 60 })
  const page = await open()
  await page.goto(`${origin}/page`)
  const refused = page.waitForEvent('console', (message) => message.text().includes('script-src'))
  await page.evaluate(() => {
    const { document } = globalThis as unknown as { document: Dom }
    const script = document.createElement('script')
    script.textContent = 'document.title = "another script"'
    document.head.append(script)
  })
  await refused
  expect(await page.title()).toBe('Service Unavailable')
})

/** What the test above uses of a browser's document. */
interface Dom {
  createElement(name: string): { textContent: string }
  readonly head: { append(element: unknown): void }
}

import http from 'node:http'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Page } from 'playwright-core'
import type { BootReport } from '../../lib'
import { toHtml } from '../../lib/report'
import { stopAfterTest } from '../helpers/cleanup'
import { listen } from '../helpers/listen'
import { openReportWith, phase, reportWith } from '../helpers/report-by-hand'
import { useBrowser } from './support/browser'

const newPage = useBrowser()

const served = { outcome: 'completed', status: 200, counted: true } as const
const evil = `"><script>window.done = 1</script><img src=x onerror="window.done = 1">\u202e`

const crowd = openReportWith({
  phases: [phase('node', -200, 0), phase('listening', 0, 10), phase('waitFor', 0, 50)],
  blocked: [{ start: 200, end: 300 }],
  counts: { peakQueued: 254 },
  requests: [
    { ...served, label: `GET /${'long/'.repeat(40)}`, arrived: 20, admitted: 50, ended: 400 },
    { ...served, label: `GET ${evil}`, arrived: 20, admitted: 400, ended: 900 },
    ...Array.from({ length: 254 }, (_, n) => ({
      ...{ label: 'GET /held', arrived: 100 + n, admitted: 1000, ended: 1000 },
      outcome: 'released' as const,
    })),
  ],
  imports: [{ label: `./${evil}`, request: 1, start: 60, end: 390, status: 'fulfilled' }],
  warmUp: [`/${evil}`],
})

/** The page from a server that allows it nothing but its style, and what the browser complains of. */
async function open(
  report: BootReport,
  width = 1280,
): Promise<{ page: Page; complaints: string[] }> {
  const paths: string[] = []
  const server = http.createServer((req, res) => {
    paths.push(req.url ?? '')
    res.setHeader('Content-Security-Policy', "default-src 'none'; style-src 'unsafe-inline'")
    res.setHeader('Content-Type', 'text/html; charset=utf-8')
    res.end(toHtml(report))
  })
  const port = await listen(server)
  const page = await newPage({ viewport: { width, height: 800 } })
  const complaints: string[] = []
  page.on('console', (message) => complaints.push(message.text()))
  page.on('pageerror', (error) => complaints.push(error.message))
  await page.goto(`http://127.0.0.1:${String(port)}/boot`)
  expect(paths).toEqual(['/boot'])
  return { page, complaints }
}

test('needs nothing but its own style, and runs nothing that a client has sent', async () => {
  const { page, complaints } = await open(crowd)
  expect(complaints).toEqual([])
  expect(await page.evaluate('window.done')).toBeUndefined()
  const bar = page.locator('#r1 .inside')
  const [box, row] = [await bar.boundingBox(), await page.locator('#r1 .t').boundingBox()]
  const part = (box?.width ?? 0) / (row?.width ?? 1)
  expect(part).toBeGreaterThan(0.2)
  expect(part).toBeLessThan(0.4)
})

test('opens from disk', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'boot-page-'))
  stopAfterTest(() => rm(folder, { recursive: true }))
  const file = path.join(folder, 'boot.html')
  await writeFile(file, toHtml(crowd))
  const page = await newPage()
  await page.goto(pathToFileURL(file).href)
  expect(await page.locator('h1').textContent()).toBe(
    'The gate opened 980 ms after the first request.',
  )
})

test.each([400, 1280])('fits a window of %i pixels, folded and unfolded', async (width) => {
  const { page } = await open(crowd, width)
  const overflow = (): Promise<number> =>
    page.evaluate('document.documentElement.scrollWidth - window.innerWidth')
  expect(await overflow()).toBeLessThanOrEqual(0)
  for (const summary of await page.locator('summary').all()) await summary.click()
  expect(await page.locator('#r256').isVisible()).toBe(true)
  expect(await overflow()).toBeLessThanOrEqual(0)
})

test('is light or dark as its reader likes it', async () => {
  const { page } = await open(crowd)
  const colour = (): Promise<string> =>
    page.evaluate('getComputedStyle(document.body).backgroundColor')
  await page.emulateMedia({ colorScheme: 'light' })
  expect(await colour()).toBe('rgb(255, 255, 255)')
  await page.emulateMedia({ colorScheme: 'dark' })
  expect(await colour()).toBe('rgb(18, 22, 29)')
})

test('the keyboard gets from the answer to a row that is folded, and to the tables', async () => {
  const { page } = await open(crowd)
  const row = page.locator('#r3')
  expect(await row.isVisible()).toBe(false)
  await page.locator('.answers a[href="#r3"]').focus()
  await page.keyboard.press('Enter')
  await row.waitFor({ state: 'visible' })
  await page.locator('#requests > summary').focus()
  await page.keyboard.press('Enter')
  const table = page.getByRole('table', { name: /^Requests/ })
  await table.waitFor({ state: 'visible' })
  expect(await table.getByRole('row').count()).toBe(257)
  expect(await table.getByRole('columnheader', { name: 'most of it behind' }).count()).toBe(1)
  await page.keyboard.press('Tab')
  expect(await page.evaluate('document.activeElement.className')).toBe('scroll')
})

test('who hears the page gets the four answers as headings', async () => {
  const { page } = await open(reportWith({ requests: [{ admitted: 0 }] }))
  const headings = await page.getByRole('heading', { level: 2 }).allTextContents()
  expect(headings.slice(0, 4)).toEqual([
    'What is it waiting for?',
    'Who asked for that?',
    'Who waits behind whom?',
    'Where did the seconds go?',
  ])
})

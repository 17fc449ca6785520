import {
  chromium as driver,
  type Browser,
  type BrowserContextOptions,
  type Page,
} from 'playwright-core'
import { stopAfterTest } from '../../helpers/cleanup'
import { chromium } from './needs'

const flags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** Gives pages of one Chromium, which ends with the file's tests; each page ends with its test. */
export function useBrowser(): (options?: BrowserContextOptions) => Promise<Page> {
  let browser: Browser | undefined

  beforeAll(async () => {
    browser = await driver.launch({ executablePath: chromium.file, args: flags })
  })

  afterAll(async () => {
    await browser?.close()
  })

  return async (options) => {
    if (browser === undefined) throw new Error('Chromium was not started')
    const context = await browser.newContext(options)
    stopAfterTest(() => context.close())
    return context.newPage()
  }
}

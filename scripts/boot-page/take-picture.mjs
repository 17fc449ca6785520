import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright-core'

const executablePath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium'
const args = ['--headless', '--no-sandbox', '--disable-gpu', '--no-first-run']
const width = 1280

/** Draws a page as a browser shows it, down to the end of what the bars mean. */
export async function takePicture(page, picture) {
  const browser = await chromium.launch({ executablePath, args })
  try {
    const tab = await browser.newPage({ viewport: { width, height: 800 }, colorScheme: 'light' })
    await tab.goto(page.href)
    const { y, height } = await tab.locator('.legend').boundingBox()
    const clip = { x: 0, y: 0, width, height: y + height + 16 }
    await tab.screenshot({ path: fileURLToPath(picture), fullPage: true, clip })
  } finally {
    await browser.close()
  }
}

// Boots some services, and shows each by its page: npm run boot-page
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { toHtml } from 'bootstrap-gate/report'
import { takePicture } from './take-picture.mjs'

/** What is booted, and the picture in docs/ that shows it. */
const boots = {
  good: 'boot.png',
  warmed: undefined,
  stuck: 'boot-stuck.png',
  streams: undefined,
  empty: undefined,
  crowd: undefined,
}

const pages = new URL('../../reports/boots/', import.meta.url)
const docs = new URL('../../docs/', import.meta.url)

await mkdir(pages, { recursive: true })
for (const [name, picture] of Object.entries(boots)) {
  const page = new URL(`${name}.html`, pages)
  await writeFile(page, toHtml(await reportOf(name)))
  console.log(`reports/boots/${name}.html`)
  if (picture === undefined) continue
  await takePicture(page, new URL(picture, docs))
  console.log(`docs/${picture}`)
}

/** Boots a service in a process of its own. */
async function reportOf(name) {
  const child = fork(fileURLToPath(new URL(`boots/${name}.mjs`, import.meta.url)), {
    stdio: ['ignore', 'inherit', 'ignore', 'ipc'],
  })
  const [report] = await once(child, 'message')
  child.kill('SIGKILL')
  return report
}

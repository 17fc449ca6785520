import { mkdtemp, open, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

export const lazyPages = 700
const lazyPageMs = 40
const downloadBytes = 64 * 2 ** 20

/** Makes the modules of the lazy pages and a large download, and removes them after the work. */
export async function withTrafficFiles(work) {
  const folder = await mkdtemp(join(tmpdir(), 'lazy-pages-'))
  try {
    for (let id = 0; id < lazyPages; id++) {
      await writeFile(join(folder, `${String(id)}.mjs`), describePage(id))
    }
    const download = await open(join(folder, 'download'), 'w')
    await download.truncate(downloadBytes)
    await download.close()
    return await work(`${pathToFileURL(folder).href}/`)
  } finally {
    await rm(folder, { recursive: true })
  }
}

function describePage(id) {
  return `await new Promise((resolve) => setTimeout(resolve, ${String(lazyPageMs)}))
export const render = () => 'Lazy page ${String(id)}'
`
}

import { mkdir, writeFile } from 'node:fs/promises'
import { toHtml, toText } from 'bootstrap-gate/report'

const folder = new URL('../../reports/', import.meta.url)
const columns = 80

/** What the gate of a run tells of its boot, as bars. */
export function renderBoot(report, colour) {
  return toText(report, { columns, colour }).trimEnd()
}

/** Keeps the page of a boot. @returns where */
export async function keepPage(report, name) {
  await mkdir(folder, { recursive: true })
  await writeFile(new URL(name, folder), toHtml(report))
  return `reports/${name}`
}

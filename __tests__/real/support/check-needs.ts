import { existsSync } from 'node:fs'
import { needs } from './needs'

/** A test that is skipped proves nothing: what is missing ends the run. */
export default function checkNeeds(): void {
  const missing = needs.filter(({ file }) => !existsSync(file))
  for (const { file, debianPackage, variable } of missing) {
    console.error(`No ${file}: install the Debian package ${debianPackage}, or set ${variable}.`)
  }
  if (missing.length > 0) process.exit(1)
}

import path from 'node:path'
import { run } from './processes.mjs'

const root = path.resolve(import.meta.dirname, '../..')

/** @returns the file of the package as it would be published, packed into a folder */
export async function pack(folder) {
  const args = ['pack', '--ignore-scripts', '--json', '--pack-destination', folder]
  const [{ filename }] = JSON.parse(await run('npm', args, { cwd: root, seconds: 60 }))
  return path.join(folder, filename)
}

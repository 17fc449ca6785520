import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { scratch } from './scratch'

interface Manifest {
  readonly dependencies?: Readonly<Record<string, string>>
  readonly scripts: Readonly<Record<string, string>>
}

export const repository = path.resolve(__dirname, '../../..')

/** What is published: the built package, packed and unpacked. */
export const packed = pack()

function pack(): { folder: string; files: string[]; manifest: Manifest } {
  const shell = process.platform === 'win32'
  const args = ['pack', '--ignore-scripts', '--pack-destination', scratch]
  execFileSync('npm', args, { cwd: repository, shell, stdio: ['ignore', 'ignore', 'pipe'] })
  const [tarball = ''] = readdirSync(scratch)
  execFileSync('tar', ['-xzf', tarball], { cwd: scratch })
  const folder = path.join(scratch, 'package')
  return {
    folder,
    files: listFiles(folder),
    manifest: JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as Manifest,
  }
}

function listFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => path.relative(folder, path.join(parentPath, name)))
    .map((file) => file.replaceAll(path.sep, '/'))
    .sort()
}

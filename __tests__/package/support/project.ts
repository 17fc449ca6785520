import { execFile } from 'node:child_process'
import { cpSync, mkdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'
import { packed, repository } from './packed'
import { scratch } from './scratch'

const run = promisify(execFile)

/** A user's project: it finds the published package and what it depends on, and what else is installed. */
export class Project {
  readonly folder: string

  /**
   * @param name - the name of its folder
   * @param packages - what else is installed: names, and the folders in the repository's node_modules
   */
  constructor(name: string, packages: Readonly<Record<string, string>> = {}) {
    this.folder = path.join(scratch, name)
    cpSync(packed.folder, this.#installed('bootstrap-gate'), { recursive: true })
    for (const dependency of Object.keys(packed.manifest.dependencies ?? {})) {
      this.#link(dependency, dependency)
    }
    for (const [as, source] of Object.entries(packages)) this.#link(as, source)
  }

  /** Takes over files of `__tests__/package/projects`, or what is in a folder there. */
  copy(...files: string[]): void {
    for (const file of files) {
      const source = path.resolve(__dirname, '../projects', file)
      const isFolder = statSync(source).isDirectory()
      cpSync(source, isFolder ? this.folder : path.join(this.folder, file), { recursive: true })
    }
  }

  writeJson(file: string, content: unknown): void {
    writeFileSync(path.join(this.folder, file), JSON.stringify(content))
  }

  /** @returns what the program prints, which must be JSON */
  async run(...args: string[]): Promise<unknown> {
    const { stdout } = await run(process.execPath, args, { cwd: this.folder })
    return JSON.parse(stdout)
  }

  #installed(name: string): string {
    return path.join(this.folder, 'node_modules', name)
  }

  #link(name: string, source: string): void {
    const link = this.#installed(name)
    mkdirSync(path.dirname(link), { recursive: true })
    // A junction, since Windows asks for a privilege for other links. Elsewhere it is a link like any other.
    symlinkSync(path.join(repository, 'node_modules', source), link, 'junction')
  }
}

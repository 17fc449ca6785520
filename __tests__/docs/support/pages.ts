import { execFileSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import path from 'node:path'

export interface Block {
  readonly language: string
  readonly code: string
  /** The comment above it, which readers do not see. */
  readonly note: string
}

export interface Section {
  readonly heading: string
  readonly depth: number
  readonly anchor: string
  readonly blocks: readonly Block[]
  readonly links: readonly string[]
  readonly items: readonly string[]
  /** The text of the cells, by table and row, without the heads. */
  readonly tables: readonly (readonly (readonly string[])[])[]
  readonly raw: string
}

export interface Page {
  readonly file: string
  readonly sections: readonly Section[]
}

export const root = path.resolve(__dirname, '../../..')

const markdownIn = (folder: string): string[] =>
  readdirSync(path.join(root, folder))
    .filter((name) => name.endsWith('.md'))
    .map((name) => path.join(folder, name))

/** All that people are to read. */
export const pages = JSON.parse(
  execFileSync(
    process.execPath,
    [path.join(__dirname, 'outline.mjs'), ...['', 'docs', 'examples'].flatMap(markdownIn)],
    { cwd: root, encoding: 'utf8' },
  ),
) as readonly Page[]

export function pageOf(file: string): Page {
  const page = pages.find((candidate) => candidate.file === file)
  if (page === undefined) throw new Error(`There is no ${file}.`)
  return page
}

export interface NamedBlock extends Block {
  /** Where it stands, for people. */
  readonly name: string
  readonly file: string
}

export const blocks: readonly NamedBlock[] = pages.flatMap(({ file, sections }) =>
  sections.flatMap(({ anchor, blocks }) =>
    blocks.map((block, index) => ({
      ...block,
      file,
      name: `${file}#${anchor} ${String(index + 1)}`,
    })),
  ),
)

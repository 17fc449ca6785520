import { existsSync } from 'node:fs'
import path from 'node:path'
import { pages, root } from './support/pages'

const anchors = new Map(
  pages.map(({ file, sections }) => [file, sections.map(({ anchor }) => anchor)]),
)

/** Where a link of a page leads, when that is nowhere. */
function isBroken(file: string, link: string): boolean {
  const [target = '', anchor] = link.split('#')
  const aim = target === '' ? file : path.join(path.dirname(file), target)
  if (!existsSync(path.join(root, aim))) return true
  return anchor !== undefined && anchors.get(aim)?.includes(anchor) !== true
}

it.each(pages)('all links of $file lead somewhere', ({ file, sections }) => {
  const links = sections
    .flatMap((section) => section.links)
    .filter((link) => !/^https?:/.test(link))

  expect(links.filter((link) => isBroken(file, link))).toEqual([])
})

it.each(pages.filter(({ file }) => file.startsWith('docs/')))('$file is linked to', ({ file }) => {
  const links = pages.flatMap((page) =>
    page.sections.flatMap((section) =>
      section.links.map((link) => path.join(path.dirname(page.file), link.split('#')[0] ?? '')),
    ),
  )

  expect(links).toContain(file)
})

it('every address outside is one of https', () => {
  const links = pages.flatMap(({ sections }) => sections.flatMap((section) => section.links))

  expect(links.filter((link) => link.startsWith('http:'))).toEqual([])
})

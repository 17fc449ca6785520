import { readFileSync } from 'node:fs'
import path from 'node:path'
import { isProbe, type AnyRequest } from '../../lib'
import { knownProbes } from '../../lib/probes/known-probes'
import { pageOf, root } from './support/pages'

const { tables = [], links = [] } =
  pageOf('docs/health-checks.md').sections.find(({ heading }) => heading === 'Health checks') ?? {}
const rows = tables[0] ?? []
const userAgentsIn = (cell = ''): string[] =>
  Array.from(cell.matchAll(/`User-Agent: ([^`]+)`/g), ([, userAgent = '']) => userAgent)

it('has a row for each known probe and one for HAProxy, and there is no other', () => {
  expect(rows.map(([who]) => who)).toEqual([...knownProbes.map(({ name }) => name), 'HAProxy'])
})

it.each(knownProbes)(
  '$name: what it is said to send is known as its own',
  ({ name, userAgent }) => {
    const [, sends] = rows.find(([who]) => who === name) ?? []
    const written = userAgentsIn(sends)

    expect(written.length).toBeGreaterThan(0)
    for (const value of written) {
      expect(value).toMatch(userAgent)
      expect(isProbe({ method: 'GET', headers: { 'user-agent': value } } as AnyRequest)).toBe(true)
    }
  },
)

it('names the sources that stand beside the code', () => {
  const code = ['known-probes.ts', 'is-probe.ts']
    .map((file) => readFileSync(path.join(root, 'lib/probes', file), 'utf8'))
    .join('')
  const sources = Array.from(code.matchAll(/https:\/\/\S+/g), ([source]) => source)

  expect(links.filter((link) => link.startsWith('https:')).sort()).toEqual(
    expect.arrayContaining([...new Set(sources)].sort()),
  )
  // The two of Cloudflare stand on one page.
  expect(sources.length).toBe(rows.length - 1)
})

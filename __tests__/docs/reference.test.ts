import { bootstrapGate, type BootstrapGateStats } from '../../lib'
import { invalidArgumentCode } from '../../lib/errors'
import { resolveOptions } from '../../lib/options/options'
import { keysOf, valuesOf } from './support/declared'
import { pageOf, pages, type Section } from './support/pages'

const options = keysOf('BootstrapGateOptions')
const errorCodes = [...valuesOf('BootstrapGateErrorCode'), invalidArgumentCode]
const warningCodes = valuesOf('BootstrapGateWarningCode')

/** What the headings of a page name, that consist of code only. */
function namedBy(file: string): string[] {
  return sectionsWithCode(file).map(({ heading }) => codeIn(heading)[0] ?? '')
}

function sectionsWithCode(file: string): Section[] {
  return pageOf(file).sections.filter(({ heading }) => /^`[^`]+`$/.test(heading))
}

function sectionOf(file: string, name: string): Section {
  const found = pageOf(file).sections.find(({ heading }) => heading === `\`${name}\``)
  if (found === undefined) throw new Error(`${file} has no heading for ${name}.`)
  return found
}

function codeIn(text: string): string[] {
  return Array.from(text.matchAll(/`([^`]+)`/g), ([, code = '']) => code)
}

/** The first column of the first table of a section. */
function firstColumn({ tables }: Section): string[] {
  return (tables[0] ?? []).map(([cell = '']) => codeIn(cell)[0] ?? cell)
}

const sorted = (names: readonly string[]) => [...names].sort()

describe('the options', () => {
  const itemOf = (option: string, label: string): string =>
    sectionOf('docs/configuration.md', option).items.find((item) =>
      item.startsWith(`**${label}:**`),
    ) ?? ''

  it('have a heading each, and there is no other', () => {
    expect(sorted(namedBy('docs/configuration.md'))).toEqual(sorted(options))
  })

  it.each(options)('%s: the default is the one that is written down', (option) => {
    const [written] = codeIn(itemOf(option, 'Default'))
    const real: unknown = Reflect.get(resolveOptions(), option)

    expect(shown(real)).toBe(written)
  })

  /** Functions have no value to show, and are described in words. */
  function shown(value: unknown): string | undefined {
    if (value === undefined || typeof value === 'function') return undefined
    if (typeof value === 'string') return `'${value}'`
    if (Array.isArray(value)) return `[${value.join()}]`
    const digits = JSON.stringify(value)
    return digits.length > 4 ? digits.replace(/\B(?=(\d{3})+$)/g, '_') : digits
  }

  it.each(options)('%s: what is allowed is written as in the error message', (option) => {
    const make = () => bootstrapGate({ [option]: Symbol('wrong') })
    expect(make).toThrow(TypeError)
    const allowed = /must be (.*), received/.exec(messageOf(make))?.[1]

    expect(itemOf(option, 'Type')).toContain(allowed)
  })

  function messageOf(work: () => unknown): string {
    try {
      work()
    } catch (error) {
      return String(error)
    }
    return ''
  }

  it.each(options)('%s has an example, and says when to change it', (option) => {
    const { blocks, raw } = sectionOf('docs/configuration.md', option)

    expect(blocks.some(({ code }) => code.includes(option))).toBe(true)
    expect(raw).toContain('**Change it when**')
  })

  it('stand in the README with their defaults', () => {
    const table = pageOf('README.md').sections.find(({ heading }) => heading === 'Options')
    const rows = table?.tables[0] ?? []

    expect(rows.map(([name = '']) => codeIn(name)[0])).toEqual(options)
    for (const [name = '', written = ''] of rows) {
      const [code] = codeIn(written)
      expect(code ?? 'in words').toBe(
        shown(Reflect.get(resolveOptions(), codeIn(name)[0] ?? '')) ?? 'in words',
      )
    }
  })
})

describe('the codes', () => {
  it('have a heading each, and there is no other', () => {
    expect(sorted(namedBy('docs/errors.md'))).toEqual(sorted([...errorCodes, ...warningCodes]))
  })

  it.each(pages)('$file names no code that does not exist', ({ sections }) => {
    const text = sections.map(({ raw }) => raw).join('')
    const named = Array.from(text.matchAll(/\b(ERR_)?BOOTSTRAP_GATE_\w+/g), ([code]) => code)
    const known = [...errorCodes, ...warningCodes]

    expect(named.filter((code) => !known.includes(code))).toEqual([])
  })
})

describe('the gate', () => {
  const gate = bootstrapGate()

  it('has a heading for each member, and there is no other', () => {
    const named = namedBy('docs/api.md').map((heading) => heading.replace(/\(.*/, ''))

    expect(sorted(named)).toEqual(sorted(Object.keys(gate).map((name) => `gate.${name}`)))
  })

  it.each(pages)('$file names no member that does not exist', ({ sections }) => {
    const text = sections.map(({ raw }) => raw).join('')
    // Files can have that name as well, and channels begin with that of the package.
    const named = Array.from(
      text.matchAll(/(?<![\w-])gate\.(?![cm]?[jt]s\b)(\w+)/g),
      ([, it = '']) => it,
    )
    const members = Object.keys(gate)

    expect(named.filter((name) => !members.includes(name))).toEqual([])
  })

  it('has a row for each event, and there is no other', () => {
    const rows = firstColumn(sectionOf('docs/api.md', 'gate.events'))

    expect(sorted(rows)).toEqual(sorted(keysOf('BootstrapGateEvents')))
  })

  it('has a row for each key of its stats, and there is no other', () => {
    void gate.track(new Promise(() => undefined))
    const stats = gate.stats()
    gate.shutdown()

    expect(sorted(firstColumn(sectionOf('docs/api.md', 'gate.stats()')))).toEqual(
      sorted(pathsOf(stats)),
    )
  })

  function pathsOf(stats: BootstrapGateStats): string[] {
    const flatten = (value: unknown, path: string): string[] => {
      if (Array.isArray(value)) return flatten(value[0], `${path}[]`)
      if (typeof value !== 'object' || value === null) return [path]
      return Object.entries(value).flatMap(([key, inner]) =>
        flatten(inner, path === '' ? key : `${path}.${key}`),
      )
    }
    return flatten(stats, '')
  }

  it('has a row for each reason to open and each state', () => {
    expect(sorted(firstColumn(sectionOf('docs/api.md', 'gate.opened')))).toEqual(
      sorted(valuesOf('OpenReason')),
    )
    for (const state of valuesOf('GateStatus')) {
      expect(sectionOf('docs/api.md', 'gate.state').raw).toContain(`\`'${state}'\``)
    }
  })
})

import fc from 'fast-check'
import { command, pick, type GateCommand } from './command'

const seed = fc.nat({ max: 1000 })
const fails = fc.constantFrom(false, false, true)

/** A query or a fragment makes no other import of it. */
const specifiers = [
  ...['./a.mjs', './a.mjs?1', './a.mjs#part', './b.mjs', './b.mjs?2#part'],
  ...[
    './c.mjs',
    './d.mjs',
    './e.mjs',
    './f.mjs',
    'data:text/javascript,1?2',
    'data:text/javascript,1',
  ],
  ...['./ignored.mjs', './broken.mjs', './broken.mjs?1'],
]

const startImport = fc.tuple(fc.constantFrom(...specifiers), seed).map(([specifier, parent]) => {
  const parentURL = `file:///${String(parent % 2)}.mjs`
  let key = 0
  return command({
    name: `import('${specifier}') starts in ${parentURL}`,
    target: () => true,
    model: ({ loads }) => {
      key = loads.newKey()
      const ignore = specifier.includes('ignored') ? 'yes' : 'no'
      const name = `${parentURL}\n${specifier}`
      loads.startImport(key, name, undefined, specifier.includes('broken') ? 'throws' : ignore)
    },
    real: (real) => {
      real.loads.startImport(key, specifier, parentURL)
    },
  })
})

const endImport = fc.tuple(seed, fails).map(([number, failed]) =>
  command({
    name: `an import ${failed ? 'fails' : 'settles'} (${String(number)})`,
    target: ({ loads }) => pick([...loads.imports], number),
    model: ({ loads }, key) => {
      loads.imports.delete(key)
      loads.settleWork(key, failed)
    },
    real: (real, key) => {
      real.loads.endImport(key, failed)
    },
  }),
)

const track = fc.boolean().map((asFunction) => {
  let key = 0
  return command({
    name: `gate.track(${asFunction ? 'function' : 'promise'})`,
    target: () => true,
    model: ({ loads }) => {
      key = loads.newKey()
      loads.tracked.add(key)
      loads.startWork(key)
    },
    real: (real) => {
      real.loads.track(key, asFunction)
    },
  })
})

const endWork = fc.tuple(seed, fails).map(([number, failed]) =>
  command({
    name: `tracked work ${failed ? 'fails' : 'settles'} (${String(number)})`,
    target: ({ loads }) => pick([...loads.tracked], number),
    model: ({ loads }, key) => {
      loads.tracked.delete(key)
      loads.settleWork(key, failed)
    },
    real: (real, key) => {
      real.loads.endWork(key, failed)
    },
  }),
)

const callLazy = seed.map((number) =>
  command({
    name: `a function of gate.lazy is called (${String(number)})`,
    target: ({ loads: { lazies } }) => number % lazies.length,
    model: (model, index) => {
      model.loads.callLazy(index)
    },
    real: (real, index) => {
      real.loads.lazies[index]?.call()
    },
  }),
)

const endLazy = fc.tuple(seed, fails).map(([number, failed]) =>
  command({
    name: `a load of gate.lazy ${failed ? 'fails' : 'settles'} (${String(number)})`,
    target: ({ loads: { lazies } }) => {
      const loading = [...lazies.keys()].filter((index) => lazies[index]?.isLoading)
      return pick(loading, number)
    },
    model: (model, index) => {
      model.loads.endLazy(index, failed)
    },
    real: (real, index) => {
      real.loads.lazies[index]?.settle(failed)
    },
  }),
)

/** A command that is listed more than once is drawn more often. */
export const loadCommands: fc.Arbitrary<GateCommand>[] = [
  startImport,
  endImport,
  track,
  endWork,
  callLazy,
  endLazy,
]

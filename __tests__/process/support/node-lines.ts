/** What is expected of the Node lines that the package supports. */
interface NodeLine {
  /** Whether Node publishes every `import()` on the tracing channel `module.import`. */
  readonly reportsImports: boolean
  /** Whether Node tells of a client's request as it is made, and not when its body is whole. */
  readonly reportsRequestsAtOnce: boolean
  /** Whether Node can keep what it has compiled. */
  readonly hasCompileCache: boolean
  /** What a `require()` fails with that meets an `import()` of the same ES module in progress. */
  readonly raceError: string
}

const nodeLines: Readonly<Record<string, NodeLine>> = {
  20: {
    reportsImports: false,
    reportsRequestsAtOnce: false,
    hasCompileCache: false,
    raceError: 'ERR_INTERNAL_ASSERTION',
  },
  22: {
    reportsImports: true,
    reportsRequestsAtOnce: true,
    hasCompileCache: true,
    raceError: 'ERR_INTERNAL_ASSERTION',
  },
  24: {
    reportsImports: true,
    reportsRequestsAtOnce: true,
    hasCompileCache: true,
    raceError: 'ERR_REQUIRE_ESM_RACE_CONDITION',
  },
  26: {
    reportsImports: true,
    reportsRequestsAtOnce: true,
    hasCompileCache: true,
    raceError: 'ERR_REQUIRE_ESM_RACE_CONDITION',
  },
}

const line = process.version.replace(/^v(\d+).*/, '$1')

function lookUp(): NodeLine {
  const expected = nodeLines[line]
  if (expected === undefined) {
    throw new Error(
      `Nothing is written down for Node ${line} in __tests__/process/support/node-lines.ts.`,
    )
  }
  return expected
}

export const expected = lookUp()

/** Tests of what is only to be had where Node reports imports, and of what to expect elsewhere. */
export const whereReported = expected.reportsImports ? it : it.skip
export const whereNotReported = expected.reportsImports ? it.skip : it

import { describeApp } from './support/suite'
import { bun } from './support/runtimes'

describe.each(['Express 5', 'a bare handler'] as const)('%s', (kind) => {
  describeApp(bun, kind, { imports: false, fetch: false })
})

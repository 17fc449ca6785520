import { describeApp } from './support/suite'
import { deno } from './support/runtimes'

describe.each(['Express 5', 'a bare handler'] as const)('%s', (kind) => {
  describeApp(deno, kind, { imports: false, fetch: false })
})

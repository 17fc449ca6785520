import { expected } from '../process/support/node-lines'
import { describeApp } from './support/suite'

// What the other runtimes do not show has to show here: else these tests would notice nothing.
describeApp('node', 'Express 5', { imports: expected.reportsImports, fetch: true })

const { default: TestRunner } = require('jest-runner')

/** What is quick, and finds most, comes first. */
const order = ['/unit/', '/model/', '/faults/', '/integration/', '/unit/bootstrap-gate.']

/** Runs the files one by one, until a test has failed: one is enough to find a mutant. */
module.exports = class RunnerUntilFailure extends TestRunner {
  async runTests(tests, ...rest) {
    const rank = ({ path }) => order.findLastIndex((part) => path.includes(part))
    let hasFailed = false
    const stopListening = this.on('test-file-success', ([, { numFailingTests }]) => {
      hasFailed ||= numFailingTests > 0
    })
    for (const test of [...tests].sort((one, other) => rank(one) - rank(other))) {
      if (!hasFailed) await super.runTests([test], ...rest)
    }
    stopListening()
  }
}

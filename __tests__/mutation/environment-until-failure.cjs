const { TestEnvironment } = require('jest-environment-node')

/** Runs no more tests of a file once one has failed. */
module.exports = class EnvironmentUntilFailure extends TestEnvironment {
  #hasFailed = false

  handleTestEvent({ name, test }) {
    if (name === 'test_fn_failure') this.#hasFailed = true
    if (name === 'test_start' && this.#hasFailed) test.mode = 'skip'
  }

  /** A test that a mutant keeps going for ever goes on after its time is over, and fails those of the next. */
  async teardown() {
    this.global.setImmediate = () => undefined
    await super.teardown()
  }
}

const { default: Sequencer } = require('@jest/test-sequencer')

/** Test files run in the order of their names. */
module.exports = class ByPath extends Sequencer {
  sort(tests) {
    return [...tests].sort((one, other) => one.path.localeCompare(other.path))
  }
}

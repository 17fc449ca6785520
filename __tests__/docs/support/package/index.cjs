// The package as the programs of the docs get it: with a list of the gates that they make.
const { bootstrapGate, BootstrapGateError, isProbe } = require('the-package')

exports.gates = []
exports.bootstrapGate = (...given) => {
  const gate = bootstrapGate(...given)
  exports.gates.push(gate)
  return gate
}
exports.BootstrapGateError = BootstrapGateError
exports.isProbe = isProbe

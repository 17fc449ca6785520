import { bootstrapGate } from 'bootstrap-gate'

/** What stands before the handler of a route that nobody has asked yet, written as people write it. */
export const coldRoutes = {
  'no gate': () => (req, res, next) => next(),
  'a gate': () => bootstrapGate({ requiredCompletions: 1 }),
  'a gate, `trackImports: false`': () =>
    bootstrapGate({ requiredCompletions: 1, trackImports: false }),
  'the same, forgotten when it has opened': () => {
    let gate = bootstrapGate({ requiredCompletions: 1, trackImports: false })
    gate.opened.then(
      () => (gate = undefined),
      () => {},
    )
    return (req, res, next) => (gate === undefined ? next() : gate(req, res, next))
  },
}

import fc from 'fast-check'
import { command, pick, type GateCommand } from './command'
import { begun, knownInside, requestOf } from './targets'
import { plainRequest, requestPlan } from '../plans'

/** The app makes a request of itself, for one inside or for one that it is done with. */
const ask = fc
  .record({
    plan: requestPlan,
    version: fc.constantFrom(1 as const, 1 as const, 2 as const),
    asker: fc.nat({ max: 1000 }),
    isInside: fc.constantFrom(true, true, true, true, true, true, false),
    isGone: fc.constantFrom(...Array.from({ length: 15 }, () => false), true),
  })
  .map(({ plan, version, asker, isInside, isGone }) =>
    command({
      name: `ask(${JSON.stringify({ ...plan, version, asker, isInside, isGone })})`,
      target: (model) => pick((isInside ? knownInside : begun)(model), asker),
      model: (model, by) => {
        model.arrivals.arrive(plan, { version, lost: isGone, unfinished: [], isOfNode: false }, by)
      },
      real: (real, by) => {
        const client = real.imitateConnection(version)
        if (isGone) client.lose('both')
        real.ask(requestOf(real, by), plan, client)
      },
    }),
  )

/** One inside, a stream or one that was asked for itself among them, asks for several at once. */
const askMany = fc
  .tuple(
    fc.nat({ max: 1000 }),
    fc.constantFrom('waits' as const, 'endsSoon' as const),
    fc.boolean(),
  )
  .map(([asker, app, isLast]) => {
    const plan = { ...plainRequest, app }
    return command({
      name: `ask for 3 that ${app === 'waits' ? 'wait' : 'end soon'} (${String(asker)}, ${String(isLast)})`,
      target: (model) => (isLast ? knownInside(model).at(-1) : pick(knownInside(model), asker)),
      model: (model, by) => {
        for (let each = 0; each < 3; each++) {
          model.arrivals.arrive(
            plan,
            { version: 1, lost: false, unfinished: [], isOfNode: false },
            by,
          )
        }
      },
      real: (real, by) => {
        for (let each = 0; each < 3; each++)
          real.ask(requestOf(real, by), plan, real.imitateConnection(1))
      },
    })
  })

/** A command that is listed more than once is drawn more often. */
export const askCommands: fc.Arbitrary<GateCommand>[] = [ask, ask, askMany, askMany]

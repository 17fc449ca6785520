import fc from 'fast-check'
import { command, pick, type GateCommand } from './command'
import { begun, knownInside, requestOf } from './targets'
import { requestPlan } from '../plans'
import type { ClientKind } from '../real/clients-under-test'
import { isPending } from '../reference/own'
import type { ModelConnection } from '../reference/request'

const seed = fc.nat({ max: 1000 })

/** One inside, or one that the app is done with, sends a request over a connection of this process. */
const send = fc
  .record({
    asker: seed,
    isInside: fc.constantFrom(true, true, true, true, true, true, false),
    client: fc.constantFrom<ClientKind[]>('http', 'httpConnecting', 'fetch'),
    leadsHere: fc.constantFrom(true, true, true, false),
    over: fc.option(seed, { freq: 2 }),
  })
  .map(({ asker, isInside, client, leadsHere, over }) =>
    command({
      name: `send(${JSON.stringify({ asker, isInside, client, leadsHere, over })})`,
      target: (model) => {
        const by = pick((isInside ? knownInside : begun)(model), asker)
        const other = over === null ? undefined : pick(model.own.all, over)
        const connection: ModelConnection = {
          version: 1,
          lost: false,
          unfinished: [],
          isOfNode: true,
        }
        return by && { by, other, connection: other?.connection ?? connection }
      },
      model: (model, { by, connection }) => {
        model.own.send(by, connection, leadsHere)
      },
      real: (real, { by, other }) => {
        const connection = other ? real.clients.connectionOf(other.id) : real.connect(1)
        real.runAs(requestOf(real, by), () => {
          real.clients.send(client, connection, leadsHere)
        })
      },
    }),
  )

const arriveSent = fc.tuple(seed, requestPlan).map(([number, plan]) =>
  command({
    name: `what was sent arrives (${String(number)}, ${JSON.stringify(plan)})`,
    target: ({ own }) =>
      pick(
        own.all.filter(({ hasArrived, isOver }) => !hasArrived && !isOver),
        number,
      ),
    model: (model, { connection }) => {
      model.arrivals.arrive(plan, connection)
    },
    real: (real, { id }) => {
      real.arrive(plan, real.clients.connectionOf(id))
    },
  }),
)

/** The same at once: one inside asks its own server. */
const askServer = fc
  .tuple(seed, fc.constantFrom<ClientKind[]>('http', 'httpConnecting', 'fetch'), requestPlan)
  .map(([asker, client, plan]) =>
    command({
      name: `ask the server(${JSON.stringify({ asker, client, ...plan })})`,
      target: (model) => pick(knownInside(model), asker),
      model: (model, by) => {
        const connection: ModelConnection = {
          version: 1,
          lost: false,
          unfinished: [],
          isOfNode: true,
        }
        model.own.send(by, connection, true)
        model.arrivals.arrive(plan, connection)
      },
      real: (real, by) => {
        const connection = real.connect(1)
        real.runAs(requestOf(real, by), () => {
          real.clients.send(client, connection, true)
        })
        real.arrive(plan, connection)
      },
    }),
  )

const answerSent = seed.map((number) =>
  command({
    name: `what was sent is answered (${String(number)})`,
    target: ({ own }) =>
      pick(
        own.all.filter((sent) => isPending(sent) && !sent.isAnswered),
        number,
      ),
    model: (_model, sent) => {
      sent.isAnswered = true
    },
    real: (real, { id }) => {
      real.clients.answer(id)
    },
  }),
)

const endSent = seed.map((number) =>
  command({
    name: `what was sent is over (${String(number)})`,
    target: ({ own }) =>
      pick(
        own.all.filter(({ isOver }) => !isOver),
        number,
      ),
    model: (_model, sent) => {
      sent.isOver = true
    },
    real: (real, { id }) => {
      real.clients.end(id)
    },
  }),
)

/** A command that is listed more than once is drawn more often. */
export const ownCommands: fc.Arbitrary<GateCommand>[] = [
  send,
  send,
  send,
  arriveSent,
  arriveSent,
  arriveSent,
  askServer,
  askServer,
  askServer,
  answerSent,
  answerSent,
  answerSent,
  endSent,
]

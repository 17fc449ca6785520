import fc from 'fast-check'
import { command, pick, type GateCommand } from './command'
import { alive, exchangeOf, inApp } from './targets'
import { plainRequest, requestPlan } from '../plans'
import { readToEnd, type Tellers } from '../real/fake-http'
import type { ModelConnection, ModelRequest } from '../reference/request'

const seed = fc.nat({ max: 1000 })
const tellers = fc.constantFrom<Tellers[]>('both', 'request', 'response')

/**
 * Each request tells of the loss of its connection in a turn of its own. Those that are pipelined
 * and were read do so last, and together: when the connection itself closes.
 */
function newsOfLoss({ version, unfinished }: ModelConnection): ModelRequest[][] {
  const tellsLast = (request: ModelRequest): boolean =>
    version === 1 && request.isRead && request !== unfinished[0]
  const first = unfinished.filter((request) => !tellsLast(request))
  return [...first.map((request) => [request]), unfinished.filter(tellsLast)]
}

/** A new client, or one more request of a client that has an unfinished one. */
const arrive = fc
  .record({
    plan: requestPlan,
    version: fc.constantFrom(1 as const, 1 as const, 2 as const),
    behind: fc.option(seed, { freq: 2 }),
    isGone: fc.constantFrom(false, false, false, false, false, false, false, true),
  })
  .map(({ plan, version, behind, isGone }) =>
    command({
      name: `arrive(${JSON.stringify({ ...plan, version, behind, isGone })})`,
      target: (model) => {
        const other = behind === null ? undefined : pick(alive(model), behind)
        const connection = other?.connection ?? {
          version,
          lost: isGone,
          unfinished: [],
          isOfNode: true,
        }
        return { connection, other, isNew: other === undefined }
      },
      model: (model, { connection }) => {
        model.arrivals.arrive(plan, connection)
      },
      real: (real, { connection, other, isNew }) => {
        const client = other ? exchangeOf(real, other).res.connection : real.connect(version)
        if (isNew && connection.lost) client.lose('both')
        real.arrive(plan, client)
      },
    }),
  )

const arriveMany = fc.constantFrom(...Array.from({ length: 11 }, () => 5), 140).map((count) =>
  command({
    name: `arrive ${String(count)} times`,
    target: ({ arrivals }) => {
      return count > 5 && arrivals.requests.length > 20 ? undefined : true
    },
    model: (model) => {
      for (let each = 0; each < count; each++) {
        model.arrivals.arrive(plainRequest, {
          version: 1,
          lost: false,
          unfinished: [],
          isOfNode: true,
        })
      }
    },
    real: (real) => {
      for (let each = 0; each < count; each++) real.arrive(plainRequest, real.connect(1))
    },
  }),
)

const arriveToCheck = fc.constantFrom(1, 2, 3).map((count) =>
  command({
    name: `${String(count)} health checks arrive`,
    target: () => true,
    model: (model) => {
      for (let each = 0; each < count; each++) {
        model.arrivals.arrive(check, { version: 1, lost: false, unfinished: [], isOfNode: true })
      }
    },
    real: (real) => {
      for (let each = 0; each < count; each++) real.arrive(check, real.connect(1))
    },
  }),
)
const check = { ...plainRequest, kind: 'probe', app: 'waits' } as const

const loseConnection = fc.tuple(seed, tellers).map(([number, who]) =>
  command({
    name: `a connection is lost (${String(number)}, ${who})`,
    target: (model) => pick(alive(model), number),
    model: (model, { connection }) => {
      connection.lost = true
      model.flow.lose(newsOfLoss(connection))
    },
    real: (real, request) => {
      exchangeOf(real, request).res.connection.lose(who)
    },
  }),
)

const resetStream = seed.map((number) =>
  command({
    name: `a stream is reset (${String(number)})`,
    target: (model) =>
      pick(
        alive(model).filter(({ connection }) => connection.version === 2),
        number,
      ),
    model: (model, request) => {
      model.flow.lose([[request]])
    },
    real: (real, request) => {
      const exchange = exchangeOf(real, request)
      exchange.res.connection.reset(exchange)
    },
  }),
)

const bodyRead = seed.map((number) =>
  command({
    name: `a body has been read to its end (${String(number)})`,
    target: (model) =>
      pick(
        alive(model).filter(({ connection, isRead }) => connection.version === 1 && !isRead),
        number,
      ),
    model: (_model, request) => {
      request.isRead = true
    },
    real: (real, request) => {
      readToEnd(exchangeOf(real, request))
    },
  }),
)

const meetAgain = seed.map((number) =>
  command({
    name: `a request inside meets the gate again (${String(number)})`,
    target: (model) => pick(inApp(model), number),
    model: () => undefined,
    real: (real, { id }) => {
      const request = real.requests[id]
      expect(request && real.meetAgain(request)).toBe(1)
    },
  }),
)

/** A command that is listed more than once is drawn more often. */
export const requestCommands: fc.Arbitrary<GateCommand>[] = [
  arrive,
  arrive,
  arrive,
  arrive,
  arriveMany,
  arriveToCheck,
  loseConnection,
  resetStream,
  bodyRead,
  meetAgain,
]

import fc from 'fast-check'
import { command, pick, type GateCommand } from './command'
import { alive, exchangeOf, held, inApp } from './targets'
import { readAnswer } from '../real/fake-http'

const seed = fc.nat({ max: 1000 })

const answer = seed.map((number) =>
  command({
    name: `the app answers (${String(number)})`,
    target: (model) => pick(inApp(model), number),
    model: (model, request) => {
      model.app.end(request)
    },
    real: (real, request) => {
      exchangeOf(real, request).res.end()
    },
  }),
)

const begin = seed.map((number) =>
  command({
    name: `the app begins an answer (${String(number)})`,
    target: (model) =>
      pick(
        inApp(model).filter(({ begun }) => !begun),
        number,
      ),
    model: (_model, request) => {
      request.begun = true
    },
    real: (real, request) => {
      exchangeOf(real, request).res.headersSent = true
    },
  }),
)

const readSlowly = seed.map((number) =>
  command({
    name: `a slow client reads its answer (${String(number)})`,
    target: (model) =>
      pick(
        alive(model).filter(({ isUnread }) => isUnread),
        number,
      ),
    model: (model, request) => {
      model.app.read(request)
    },
    real: (real, request) => {
      readAnswer(exchangeOf(real, request))
    },
  }),
)

const answeredElsewhere = fc.tuple(seed, fc.boolean()).map(([number, whole]) =>
  command({
    name: `something else ${whole ? 'answers' : 'begins to answer'} a held request (${String(number)})`,
    target: (model) =>
      pick(
        held(model).filter(({ begun }) => !begun),
        number,
      ),
    model: (model, request) => {
      request.begun = true
      if (whole) model.app.end(request)
    },
    real: (real, request) => {
      const { res } = exchangeOf(real, request)
      if (whole) res.end()
      else res.headersSent = true
    },
  }),
)

/** A command that is listed more than once is drawn more often. */
export const answerCommands: fc.Arbitrary<GateCommand>[] = [
  answer,
  answer,
  answer,
  begin,
  readSlowly,
  answeredElsewhere,
]

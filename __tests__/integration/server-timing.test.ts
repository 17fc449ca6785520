import { bareHttp, bareHttp2 } from '../helpers/frameworks/bare'
import { express5 } from '../helpers/frameworks/express-5'
import { setUp } from '../helpers/set-up'
import { turn } from '../helpers/turn'

test.each([bareHttp, bareHttp2, express5])(
  'over $name a client reads how long its request was held',
  async (framework) => {
    const { send, stage, arrivals } = await setUp(
      framework,
      { serverTiming: true },
      {
        before: [
          (_req, res, next) => {
            res.setHeader('Server-Timing', 'before;dur=1')
            next()
          },
        ],
      },
    )
    const first = send('/first')
    await stage.visits.at(0)
    const held = send('/held')
    await arrivals.at(1)
    await turn()
    stage.answerAll()
    expect((await first.answer).headers['server-timing']).toBe('before;dur=1')
    expect((await held.answer).headers['server-timing']).toMatch(
      /^before;dur=1, gate;dur=\d+\.\d;desc="cold start"$/,
    )
  },
)

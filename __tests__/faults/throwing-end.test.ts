import type { Middleware } from '../helpers/framework'
import { startBusy } from './support/start'

/** As a middleware does that wraps `end` and fails in it, and begins to answer what is held. */
const breakEnd: Middleware = (req, res, next) => {
  next()
  if (req.url !== '/broken') return
  res.end = () => {
    throw new Error('thrown by end')
  }
  res.flushHeaders()
}

test.each([
  ['its turn comes', 'answer', 200],
  ['the gate stops', 'shutdown', 503],
] as const)('an end() that throws when %s does not keep the others', async (_name, how, status) => {
  const { gate, stage, arrivals, send } = await startBusy({}, { before: [breakEnd] })
  const broken = send('/broken')
  await arrivals.until(2)
  const next = send('/next')
  await arrivals.until(3)
  if (how === 'shutdown')
    expect(() => {
      gate.shutdown()
    }).not.toThrow()
  else stage.answerAll()
  expect((await next.answer).status).toBe(status)
  await expect(broken.answer).rejects.toThrow('aborted')
})

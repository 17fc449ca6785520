import { GivingWay } from '../../../lib/requests/giving-way'
import { Ask } from '../../../lib/requests/own/ask'
import { Visit } from '../../../lib/visits/visit'
import { stopTime } from '../../helpers/imports-by-hand'
import { turn } from '../../helpers/turn'

beforeEach(stopTime)

afterEach(() => {
  jest.useRealTimers()
})

function askerAt(host: string): Visit {
  const visit = Visit.withSlot('GET /', 0, 0, () => undefined)
  visit.hosts = [host]
  return visit
}

function askFor(asker: Visit, authority = 'localhost:3000'): Ask<Visit> {
  return Object.assign(new Ask(asker), { authority })
}

test('whoever asks its own address is to give way after 250 ms', () => {
  const way = new GivingWay()
  const asker = askerAt('localhost:3000')
  way.asks(asker, asker, askFor(asker))
  expect(way.dueAt(asker)).toBe(performance.now() + 250)
})

test.each([
  ['[::1]', '[::1]:80'],
  ['[::1]', '[::1]:443'],
  ['[::1]:3000', '[::1]:3000'],
])('so is one at %s that asks %s', (host, authority) => {
  const way = new GivingWay()
  const asker = askerAt(host)
  way.asks(asker, asker, askFor(asker, authority))
  expect(way.dueAt(asker)).toBe(performance.now() + 250)
})

test('whoever asks another address is not', () => {
  const way = new GivingWay()
  const asker = askerAt('localhost:3000')
  way.asks(asker, asker, askFor(asker, 'elsewhere:3000'))
  expect(way.dueAt(asker)).toBe(Infinity)
})

test('nor is one that was forgotten', () => {
  const way = new GivingWay()
  const asker = askerAt('localhost:3000')
  way.asks(asker, asker, askFor(asker))
  way.forget(asker)
  expect(way.dueAt(asker)).toBe(Infinity)
})

test.each<[string, (ask: Ask<Visit>) => unknown]>([
  ['has arrived', (ask) => (ask.hasArrived = true)],
  [
    'is answered',
    (ask) => {
      ask.answer()
    },
  ],
])('of several requests one that %s leaves the others to be waited for', async (_name, act) => {
  const way = new GivingWay()
  const asker = askerAt('localhost:3000')
  const [one, other] = [askFor(asker), askFor(asker)]
  way.asks(asker, asker, one)
  jest.advanceTimersByTime(100)
  way.asks(asker, asker, other)
  act(one)
  await turn()
  expect(way.dueAt(asker)).toBe(performance.now() + 250)
  act(other)
  await turn()
  expect(way.dueAt(asker)).toBe(Infinity)
})

test('the time for which the event loop was blocked does not count', () => {
  const way = new GivingWay()
  const asker = askerAt('localhost:3000')
  way.asks(asker, asker, askFor(asker))
  way.asks(asker, asker, askFor(asker))
  jest.advanceTimersByTime(1000)
  way.blocked(performance.now())
  expect(way.dueAt(asker)).toBe(performance.now() + 250)
})

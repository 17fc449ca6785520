import { ExpiryTimer } from '../../../lib/requests/expiry-timer'
import { LinkedList, type Linked } from '../../../lib/requests/linked-list'

class Member implements Linked<Member> {
  list: LinkedList<Member> | undefined
  previous: Member | undefined
  following: Member | undefined
  since = performance.now()
}

beforeEach(() => {
  jest.useFakeTimers()
})

afterEach(() => {
  jest.restoreAllMocks()
  jest.useRealTimers()
})

test('members expire in order, each when it has been in the list for the limit', () => {
  const list = new LinkedList<Member>()
  const expired: Member[] = []
  const timer = new ExpiryTimer(list, 100, (member) => expired.push(member))
  const members = [0, 30].map((delay) => {
    jest.advanceTimersByTime(delay)
    const member = new Member()
    list.append(member)
    timer.arm()
    return member
  })
  jest.advanceTimersByTime(70)
  expect(expired).toEqual(members.slice(0, 1))
  jest.advanceTimersByTime(30)
  expect(expired).toEqual(members)
  expect(jest.getTimerCount()).toBe(0)
})

test('many that expire at once leave the event loop its turns', () => {
  const list = new LinkedList<Member>()
  let expired = 0
  let working = 0
  const now = performance.now.bind(performance)
  jest.spyOn(performance, 'now').mockImplementation(() => now() + working)
  const timer = new ExpiryTimer(list, 100, () => {
    expired++
    working += 2
  })
  for (let count = 0; count < 10; count++) list.append(new Member())
  timer.arm()
  jest.advanceTimersByTime(100)
  expect(expired).toBeGreaterThan(0)
  expect(expired).toBeLessThan(5)
  jest.runAllTimers()
  expect(expired).toBe(10)
})

test('nothing expires once it is stopped, not even in the middle', () => {
  const list = new LinkedList<Member>()
  let expired = 0
  const timer = new ExpiryTimer(list, 100, () => {
    expired++
    timer.stop()
  })
  list.append(new Member())
  list.append(new Member())
  timer.arm()
  jest.advanceTimersByTime(1000)
  expect(expired).toBe(1)
  expect(jest.getTimerCount()).toBe(0)
})

import { LinkedList, type Linked } from '../../../lib/requests/linked-list'

class Member implements Linked<Member> {
  list: LinkedList<Member> | undefined
  previous: Member | undefined
  following: Member | undefined
  constructor(readonly name: string) {}
}

function listOf(...names: string[]): [LinkedList<Member>, Member[]] {
  const list = new LinkedList<Member>()
  const members = names.map((name) => new Member(name))
  for (const member of members) list.append(member)
  return [list, members]
}

const names = (list: LinkedList<Member>): string => [...list].map(({ name }) => name).join('')

test('first in, first out', () => {
  const [list] = listOf('a', 'b', 'c')
  expect(list.takeFirst()?.name).toBe('a')
  expect(list.takeFirst()?.name).toBe('b')
  expect(list.takeFirst()?.name).toBe('c')
  expect(list.takeFirst()).toBeUndefined()
  expect(list.size).toBe(0)
})

test.each([
  [0, 'bcd'],
  [1, 'acd'],
  [3, 'abcd'.slice(0, 3)],
])('removes member %i and keeps the order of the rest', (index, rest) => {
  const [list, members] = listOf('a', 'b', 'c', 'd')
  const member = members[index]
  if (member === undefined) throw new Error('no such member')
  list.remove(member)
  expect(names(list)).toBe(rest)
  expect(member.list).toBeUndefined()
  list.append(member)
  expect(names(list)).toBe(rest + member.name)
})

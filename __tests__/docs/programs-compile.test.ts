import { compile } from './support/compile'
import { layOut } from './support/workshop'

const workshop = layOut()
let faults: ReadonlyMap<string, readonly string[]>

beforeAll(() => {
  faults = compile(workshop)
}, 200_000)

afterAll(() => {
  workshop.clear()
})

it.each(workshop.programs)('$name is well typed', ({ sources }) => {
  expect(sources.map((source) => faults.get(source))).toEqual(sources.map(() => []))
})

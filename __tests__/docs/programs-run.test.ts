import { blocks } from './support/pages'
import { runAll, type Outcome } from './support/run-programs'
import { layOut } from './support/workshop'

const workshop = layOut()
let outcomes: ReadonlyMap<string, Outcome>

beforeAll(async () => {
  outcomes = await runAll(workshop.directory, workshop.programs)
}, 200_000)

afterAll(() => {
  workshop.clear()
})

function outcomeOf(name: string): Outcome {
  const outcome = outcomes.get(name)
  if (outcome === undefined) throw new Error(`${name} was not run.`)
  return outcome
}

const endless = workshop.programs.filter(({ note }) => note.startsWith('ends with exit code'))
const others = workshop.programs.filter((program) => !endless.includes(program))

it.each(others)('$name runs', ({ name }) => {
  const { exitCode, errors } = outcomeOf(name)

  expect({ exitCode, errors }).toEqual({ exitCode: 0, errors: '' })
})

it.each(endless)('$name $note', ({ name, note }) => {
  expect(note).toBe(`ends with exit code ${String(outcomeOf(name).exitCode)}`)
})

const printed = blocks.flatMap((block, index) => {
  const where = /^printed by the program (above|below)$/.exec(block.note)?.[1]
  const program = blocks[where === 'above' ? index - 1 : index + 1]
  return where === undefined || program === undefined ? [] : [{ program: program.name, ...block }]
})

it.each(printed)('$program prints what is said of it', ({ program, code }) => {
  expect(withoutTimes(outcomeOf(program).output)).toBe(withoutTimes(code))
})

function withoutTimes(text: string): string {
  return text
    .replaceAll(/\d+ ms/g, '… ms')
    .replaceAll(/ +$/gm, '')
    .trim()
}

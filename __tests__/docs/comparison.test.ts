import { execFile } from 'node:child_process'
import path from 'node:path'
import { promisify } from 'node:util'

it('what the comparison says was tried is so', async () => {
  const program = path.join(__dirname, 'support/compared.mjs')
  const { stdout } = await promisify(execFile)(process.execPath, [program])
  const found = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown)

  expect(found).toEqual([
    {
      name: 'this gate',
      rightContexts: 6,
      mostInside: 1,
      goneReached: false,
      goesOnAfterHeldLeft: true,
      goesOnAfterInsideLeft: true,
      servesOneself: true,
    },
    {
      name: 'express-queue',
      rightContexts: 1,
      mostInside: 1,
      goneReached: false,
      goesOnAfterHeldLeft: true,
      goesOnAfterInsideLeft: false,
      servesOneself: false,
    },
    {
      name: 'p-queue',
      rightContexts: 1,
      mostInside: 1,
      goneReached: true,
      goesOnAfterHeldLeft: false,
      goesOnAfterInsideLeft: true,
      servesOneself: false,
    },
    {
      name: 'await ready',
      rightContexts: 6,
      mostInside: 6,
      goneReached: true,
      goesOnAfterHeldLeft: true,
      goesOnAfterInsideLeft: true,
      servesOneself: true,
    },
  ])
}, 60_000)

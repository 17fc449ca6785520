import { spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import { stopAfterTest } from '../helpers/cleanup'

const program = path.resolve(__dirname, '../../examples/demo/main.mjs')

function startDemo(...args: string[]) {
  const demo = spawn(process.execPath, [program, ...args], { env: { ...process.env, PORT: '0' } })
  stopAfterTest(() => demo.kill('SIGKILL'))
  return demo
}

async function runDemo(...args: string[]) {
  const demo = startDemo(...args)
  const closed = once(demo, 'close')
  const [output, errors] = await Promise.all([text(demo.stdout), text(demo.stderr)])
  await closed
  return { output, errors, exitCode: demo.exitCode }
}

/** What a row of the table says of the run with the gate. */
function withTheGate(output: string, row: string): string | undefined {
  return new RegExp(`^ *${row} +\\S+ +(\\S+)$`, 'm').exec(output)?.[1]
}

it('serves everybody with the gate, and opens the pool once', async () => {
  const { output, errors, exitCode } = await runDemo('--clients', '20')

  expect({ errors, exitCode }).toEqual({ errors: '', exitCode: 0 })
  expect(withTheGate(output, 'answered')).toBe('20')
  expect(withTheGate(output, 'failed')).toBe('0')
  expect(withTheGate(output, 'never answered')).toBe('0')
  expect(withTheGate(output, 'initialisations run')).toBe('1')
  expect(output).toMatch(/GET \/orders\/0 .*█.* done at \d+ ms/)
  expect(output).toMatch(/the gate opened at \d+ ms/)
}, 60_000)

it.each([
  { args: ['--nope'], message: "Unknown option '--nope'" },
  { args: ['--clients', '0'], message: '--clients must be a whole number from 12 to 500' },
])('refuses $args', async ({ args, message }) => {
  const { errors, exitCode } = await runDemo(...args)

  expect(errors).toContain(message)
  expect(exitCode).toBe(1)
})

it('serves with --serve until it is told to end', async () => {
  const demo = startDemo('--serve')
  const [invitation] = (await once(demo.stdout, 'data')) as [Buffer]
  const url = /curl (\S+\/transpile)/.exec(invitation.toString())?.[1] ?? ''

  const answer = await fetch(url, { method: 'POST', body: 'const n: number = 7' })
  expect(await answer.text()).toContain('const n = 7;')

  demo.kill('SIGTERM')
  await once(demo, 'exit')
  expect(demo.exitCode).toBe(0)
})

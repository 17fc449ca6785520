import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import { stopAfterTest } from '../helpers/cleanup'

const root = path.resolve(__dirname, '../..')
const program = path.join(root, 'examples/demo/main.mjs')

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

/** The scenes and what comes after them, each from its first line to its last. */
function partsOf(output: string): string[] {
  return output.split(/^─+$/m)
}

/** What a row of a table says of the runs without the gate, with it, and warmed up first. */
function cells(part: string | undefined, row: string): string[] | undefined {
  return new RegExp(`^ *${row} +(\\S+) +(\\S+) +(\\S+)$`, 'm').exec(part ?? '')?.slice(1)
}

/** What a row of a table says of the runs with the gate. */
function withTheGate(part: string | undefined, row: string): string[] | undefined {
  return cells(part, row)?.slice(1)
}

function withoutTheGate(part: string | undefined, row: string): string | undefined {
  return cells(part, row)?.[0]
}

it('tells two scenes and what to do next; the gate, warmed up or not, serves everybody, and the pool is opened once', async () => {
  const { output, errors, exitCode } = await runDemo('--clients', '20')

  expect({ errors, exitCode }).toEqual({ errors: '', exitCode: 0 })
  const [burst, deploy, next, ...others] = partsOf(output)
  expect(others).toEqual([])
  for (const scene of [burst, deploy]) {
    expect(withTheGate(scene, 'answered')).toEqual(['20', '20'])
    expect(withTheGate(scene, 'failed')).toEqual(['0', '0'])
    expect(withTheGate(scene, 'never answered')).toEqual(['0', '0'])
    expect(withTheGate(scene, 'initialisations run')).toEqual(['1', '1'])
    expect(scene).toContain('With the gate all 20 clients were served')
    expect(scene).toContain('Warmed up first all 20 clients were served')
    expect(scene).toMatch(/#\d+ GET \/orders\/0 .*█.* \d+ ms 200$/m)
    expect(scene).toMatch(/opened at [\d.]+ m?s │$/m)
    expect(scene).toMatch(/^Worth warming up:\n(?: {2}\/\S+\n)+/m)
    const [, page = ''] = /The same as a page: (\S+)$/m.exec(scene ?? '') ?? []
    expect(await readFile(path.join(root, page), 'utf8')).toContain('GET /orders/0')
    // Which of the two it is, or both, is up to the moment.
    const bad = ['answered', 'initialisations run'].map((row) => withoutTheGate(scene, row))
    expect(bad).not.toEqual(['20', '1'])
  }
  expect(withTheGate(deploy, 'event streams open')).toEqual(['6/6', '6/6'])
  expect(withTheGate(deploy, 'pages shown')).toEqual(['3/3', '3/3'])
  expect(deploy).toMatch(/GET \/events\/0 .*█▒+ .* 200 streams$/m)
  expect(next).toContain('npm install bootstrap-gate')
  expect(next).toContain('await gate.warmUp(app')
  expect(output.split('\n').filter(({ length }) => length > 80)).toEqual([])
}, 60_000)

it.each([
  { args: ['--nope'], message: "Unknown option '--nope'" },
  {
    args: ['--scene', 'toString'],
    message: '--scene must be burst or deploy, received "toString"',
  },
  { args: ['--serve', '--scene', 'burst'], message: '--scene and --serve exclude each other' },
  { args: ['--clients', '0'], message: '--clients must be a whole number from 12 to 500' },
])('refuses $args', async ({ args, message }) => {
  const { errors, exitCode } = await runDemo(...args)

  expect(errors).toContain(message)
  expect(exitCode).toBe(1)
})

it('serves with --serve until it is told to end, also those of the second scene', async () => {
  const demo = startDemo('--serve')
  const [invitation] = (await once(demo.stdout, 'data')) as [Buffer]
  const url = /curl (\S+\/transpile)/.exec(invitation.toString())?.[1] ?? ''

  const answer = await fetch(url, { method: 'POST', body: 'const n: number = 7' })
  expect(await answer.text()).toContain('const n = 7;')

  const stream = await fetch(new URL('/events/7', url), {
    headers: { accept: 'text/event-stream' },
  })
  const page = await fetch(new URL('/dashboard/7', url))
  expect(await page.text()).toContain('Statement 7. Total: 7.00 EUR')

  demo.kill('SIGTERM')
  expect(await stream.text()).toBe('data: order 7\n\n')
  await once(demo, 'exit')
  expect(demo.exitCode).toBe(0)
})

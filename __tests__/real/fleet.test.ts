import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { stopAfterTest } from '../helpers/cleanup'
import { Log } from '../helpers/log'

const root = path.resolve(__dirname, '../..')
const small = ['--processes', '2', '--clients', '40', '--pace', '100', '--patience', '3']

/** `npm run fleet`'s program, with a folder of its own for what it keeps while it runs. */
class Fleet {
  output = ''
  errors = ''
  readonly folder = mkdtempSync(path.join(tmpdir(), 'fleet-test-'))
  readonly child: ChildProcess
  readonly #printed = new Log<'printed' | 'ended'>()
  readonly #ended: Promise<unknown>

  constructor(args: readonly string[], env: NodeJS.ProcessEnv = {}) {
    this.child = spawn(process.execPath, ['examples/fleet/main.mjs', ...args], {
      cwd: root,
      env: { ...process.env, TMPDIR: this.folder, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    this.child.stdout?.on('data', (chunk: Buffer) => {
      this.output += chunk.toString()
      this.#printed.add('printed')
    })
    this.child.stderr?.on('data', (chunk: Buffer) => (this.errors += chunk.toString()))
    this.#ended = once(this.child, 'close').then(() => {
      this.#printed.add('ended')
    })
    stopAfterTest(async () => {
      this.child.kill('SIGTERM')
      await this.#ended
      rmSync(this.folder, { recursive: true })
    })
  }

  async untilPrinted(text: string): Promise<void> {
    for (let index = 0; !this.output.includes(text); index++) {
      if ((await this.#printed.at(index)) === 'ended') throw new Error(this.output + this.errors)
    }
  }

  async exitCode(): Promise<number | null> {
    await this.#ended
    return this.child.exitCode
  }

  /** A row of its table. */
  row(name: string): string[] {
    const [, cells = ''] = new RegExp(`^  ${name} {2,}(.+)$`, 'm').exec(this.output) ?? []
    return cells.split(/ {2,}/)
  }

  /** A file below what it keeps while it runs. */
  read(...names: string[]): string {
    const [folder = ''] = readdirSync(this.folder).filter((name) => name.startsWith('fleet-'))
    return readFileSync(path.join(this.folder, folder, ...names), 'utf8')
  }
}

async function isListening(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1')
  const answer = await Promise.race([
    once(socket, 'connect').then(() => true),
    once(socket, 'error').then(() => false),
  ]).catch(() => false)
  socket.destroy()
  return answer
}

test('behind HAProxy a fleet that PM2 restarts loses nobody, and nobody waits for longer than a boot', async () => {
  const fleet = new Fleet(small)
  const exitCode = await fleet.exitCode()

  expect({ exitCode, errors: fleet.errors }).toEqual({ exitCode: 0, errors: '' })
  expect(fleet.output).toContain('With the gate all promises were kept.')
  expect(fleet.output).toContain('Warmed up first all promises were kept.')
  expect(fleet.row('lost').slice(1)).toEqual(['0', '0'])
  expect(fleet.row('answered with a 5xx').slice(1)).toEqual(['0', '0'])
  for (const name of ['requests', 'uploads whole', 'streams reconnected']) {
    const counts = fleet.row(name).map(Number)
    expect(counts).toHaveLength(3)
    expect(Math.min(...counts)).toBeGreaterThan(0)
  }
}, 120_000)

test('HAProxy is killed while the gate holds clients, and another time: the apps stay well, and serve all who come again', async () => {
  const fleet = new Fleet([...small, '--only', 'gated', '--kills', '2'])
  const exitCode = await fleet.exitCode()

  expect({ exitCode, errors: fleet.errors }).toEqual({ exitCode: 0, errors: '' })
  expect(fleet.row('HAProxy killed')).toEqual(['2'])
  expect(fleet.row('lost')).toEqual(['0'])
  expect(Number(fleet.row('lost with HAProxy'))).toBeGreaterThan(0)
}, 120_000)

test('a process that is killed is found out', async () => {
  const fleet = new Fleet([...small, '--only', 'warmed'])
  await fleet.untilPrinted('process 1 of 2 restarted')
  const [, port = ''] = /server fleet-0 127.0.0.1:(\d+)/.exec(fleet.read('haproxy.cfg')) ?? []
  const stats = await fetch(`http://127.0.0.1:${port}/stats`)
  process.kill(((await stats.json()) as { pid: number }).pid, 'SIGKILL')

  expect(await fleet.exitCode()).toBe(1)
  expect(fleet.output).toMatch(
    /Warmed up first promises were broken: .*each process was restarted: 2, 1, not 1/,
  )
}, 120_000)

test('interrupted, it stops all that it has started', async () => {
  const fleet = new Fleet([...small, '--only', 'warmed'])
  await fleet.untilPrinted('process 1 of 2 restarted')
  const ports = Array.from(fleet.read('haproxy.cfg').matchAll(/127\.0\.0\.1:(\d+)/g), ([, port]) =>
    Number(port),
  )
  expect(ports).toHaveLength(3)
  expect(await Promise.all(ports.map(isListening))).toContain(true)

  fleet.child.kill('SIGTERM')

  expect(await fleet.exitCode()).toBe(143)
  expect(await Promise.all(ports.map(isListening))).toEqual([false, false, false])
  expect(readdirSync(fleet.folder)).toEqual([])
}, 120_000)

test('without HAProxy it says which Debian package has it', async () => {
  const fleet = new Fleet([], { HAPROXY_PATH: '/nowhere/haproxy' })

  expect(await fleet.exitCode()).toBe(1)
  expect(fleet.errors).toBe(
    'No program /nowhere/haproxy: install the Debian package haproxy, or set HAPROXY_PATH.\n',
  )
  expect(fleet.output).toBe('')
})

test('with a HAProxy that does not start it ends, and stops what it has started', async () => {
  const fleet = new Fleet([...small, '--only', 'warmed'], { HAPROXY_PATH: '/bin/false' })

  expect(await fleet.exitCode()).toBe(1)
  expect(fleet.errors).toBe('HAProxy has ended with exit code 1.\n')
  expect(readdirSync(fleet.folder)).toEqual([])
})

test.each([
  [['--clients', '19'], '--clients must be a whole number from 20 to 1000, received "19".'],
  [['--kills', 'x'], '--kills must be a whole number from 0 to 10, received "x".'],
  [['--only', 'toString'], '--only must be one of ungated, gated, warmed, received "toString".'],
  [['--fast'], "Unknown option '--fast'. `npm run fleet -- --help` lists the options."],
])('refuses %j', async (args, message) => {
  const fleet = new Fleet(args)

  expect(await fleet.exitCode()).toBe(1)
  expect(fleet.errors).toBe(`${message}\n`)
})

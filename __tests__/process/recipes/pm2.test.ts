import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import net from 'node:net'
import path from 'node:path'
import { promisify } from 'node:util'
import { stopAfterTest } from '../../helpers/cleanup'
import { http1Client } from '../../helpers/client'
import { freePort } from '../../helpers/free-port'
import { Load } from './support/load'
import { Program } from './support/program'
import { layOutRecipe } from './support/recipe'

const pm2 = require.resolve('pm2/bin/pm2')

/** PM2 with a daemon of its own, that ends with the test. */
function ownPm2(folder: string, port: number) {
  const env = { ...process.env, PM2_HOME: path.join(folder, 'home'), PORT: String(port) }
  const run = async (...args: string[]): Promise<string> => {
    const running = promisify(execFile)(process.execPath, [pm2, ...args], { cwd: folder, env })
    return (await running).stdout
  }
  stopAfterTest(() => run('kill'))
  return run
}

interface Described {
  readonly pid: number
  readonly pm2_env: { readonly status: string; readonly pm_err_log_path: string }
}

test('PM2 starts warm processes, and a reload under load loses nobody', async () => {
  const folder = layOutRecipe('PM2')
  const port = await freePort()
  const run = ownPm2(folder, port)
  const list = async (): Promise<Described[]> =>
    JSON.parse(await run('jlist', '--silent')) as Described[]
  const ask = async (): Promise<{ pid: number; state: string }> =>
    JSON.parse((await http1Client(port)('/').answer).body) as { pid: number; state: string }

  await run('start', 'ecosystem.config.cjs')
  const old = await list()
  expect(old.map(({ pm2_env }) => pm2_env.status)).toEqual(['online', 'online'])
  expect((await ask()).state).toBe('open')

  const load = new Load(port, ['/', '/report'], true)
  await load.answered(20)
  await run('reload', 'shop')
  await load.answered(20)
  await load.stop()

  const renewed = await list()
  expect(renewed.map(({ pm2_env }) => pm2_env.status)).toEqual(['online', 'online'])
  const oldPids = old.map(({ pid }) => pid)
  expect(renewed.filter(({ pid }) => oldPids.includes(pid))).toEqual([])
  expect(oldPids).not.toContain((await ask()).pid)
  expect(load.sent.filter(({ outcome }) => outcome !== 200)).toEqual([])
  for (const { pm2_env } of renewed) expect(readFileSync(pm2_env.pm_err_log_path, 'utf8')).toBe('')
}, 60_000)

test('who has just connected when a process is told to end is answered', async () => {
  const program = await Program.start(path.join(layOutRecipe('PM2'), 'main.mjs'))
  const client = net.connect(program.port, '127.0.0.1')
  stopAfterTest(() => client.destroy())
  await once(client, 'connect')
  // Connections are accepted in order.
  expect((await program.send('/').answer).status).toBe(200)
  program.child.kill('SIGINT')
  while (await isListening(program.port));
  client.end('GET / HTTP/1.1\r\nHost: shop\r\nConnection: close\r\n\r\n')
  const [answer] = (await once(client, 'data')) as [Buffer]
  expect(answer.toString()).toMatch(/^HTTP\/1\.1 200 /)
  expect(await program.exit).toBe(0)
})

async function isListening(port: number): Promise<boolean> {
  const socket = net.connect(port, '127.0.0.1')
  try {
    await once(socket, 'connect')
    return true
  } catch {
    return false
  } finally {
    socket.destroy()
  }
}

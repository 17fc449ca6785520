import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile, writeFile } from 'node:fs/promises'
import net from 'node:net'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import { stopLater } from './closing.mjs'
import { until } from './until.mjs'

const template = new URL('haproxy.cfg', import.meta.url)
const limitMs = 30_000

/**
 * Starts HAProxy before the processes on these ports.
 *
 * @param file - the program
 * @param folder - for its configuration and its socket
 */
export async function startHaproxy(file, folder, { port, ports }) {
  const configuration = path.join(folder, 'haproxy.cfg')
  const socket = path.join(folder, 'haproxy.sock')
  const servers = ports.map((each, n) => `server fleet-${n} 127.0.0.1:${each}`).join('\n    ')
  const filled = { socket, port, servers }
  const lines = await readFile(template, 'utf8')
  await writeFile(
    configuration,
    lines.replace(/\{\{(\w+)\}\}/g, (_, name) => filled[name]),
  )

  const stats = async () => parse(await ask(socket, 'show stat\n'))
  let running = await start()
  const stop = stopLater(() => running.kill())
  return {
    port,
    stop,
    /** Waits until it sends clients to this process. */
    seesReady: (n) =>
      until(`HAProxy sees that fleet-${n} is ready`, limitMs, async () =>
        (await stats()).find(({ svname }) => svname === `fleet-${n}`)?.status.startsWith('UP'),
      ),
    /** How many requests it has sent a second time, since it was started last. */
    async countRetries() {
      const fleet = (await stats()).find(({ svname }) => svname === 'BACKEND')
      return Number(fleet.wretr) + Number(fleet.wredis)
    },
    kill: () => running.kill(),
    async startAgain() {
      running = await start()
    },
  }

  async function start() {
    // Without -db it would go to the background, out of reach.
    const child = spawn(file, ['-db', '-f', configuration], { stdio: ['ignore', 'ignore', 'pipe'] })
    const complaints = text(child.stderr)
    const kill = async () => {
      process.off('exit', killNow)
      if (child.exitCode !== null || child.signalCode !== null) return
      const exit = once(child, 'exit')
      killNow()
      await exit
    }
    const killNow = () => child.kill('SIGKILL')
    process.once('exit', killNow)
    const exit = once(child, 'exit').then(async ([code]) => {
      throw new Error(`HAProxy has ended with exit code ${code}. ${await complaints}`.trim())
    })
    await Promise.race([exit, until('HAProxy starts', limitMs, stats)])
    exit.catch(() => {})
    return { kill }
  }
}

function ask(socket, command) {
  const connection = net.connect(socket)
  connection.end(command)
  return text(connection)
}

/** @returns one object for each line of its CSV, by the names in the first */
function parse(csv) {
  const [names, ...lines] = csv
    .replace(/^# /, '')
    .trim()
    .split('\n')
    .map((line) => line.split(','))
  return lines.map((cells) => Object.fromEntries(names.map((name, n) => [name, cells[n]])))
}

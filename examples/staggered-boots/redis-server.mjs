import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import { findFreePorts } from '../fleet/ports.mjs'

const file = process.env.REDIS_SERVER_PATH ?? '/usr/bin/redis-server'

/**
 * Starts a Redis of our own, that writes nothing down.
 *
 * @returns its URL, and two ways to end it: `kill` as a crash would, `stop` leaves nothing of it
 */
export async function startRedis() {
  if (!existsSync(file)) {
    throw new Error(
      `No ${file}: install the Debian package redis-server, or set REDIS_SERVER_PATH.`,
    )
  }
  const folder = mkdtempSync(path.join(tmpdir(), 'staggered-boots-'))
  const [port] = await findFreePorts(1)
  const server = spawn(
    file,
    [
      '--bind',
      '127.0.0.1',
      '--port',
      String(port),
      '--dir',
      folder,
      '--save',
      '',
      '--appendonly',
      'no',
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  const clear = () => {
    server.kill('SIGKILL')
    rmSync(folder, { recursive: true, force: true })
  }
  process.once('exit', clear)
  try {
    await once(server, 'spawn')
    await untilReady(server)
  } catch (error) {
    clear()
    throw error
  }
  const gone = once(server, 'exit')
  const kill = () => server.kill('SIGKILL')
  const stop = async () => {
    kill()
    if (server.exitCode === null && server.signalCode === null) await gone
    clear()
    process.off('exit', clear)
  }
  return { url: `redis://127.0.0.1:${port}`, kill, stop }
}

async function untilReady(server) {
  let said = ''
  for await (const chunk of server.stdout.iterator({ destroyOnReturn: false })) {
    said += chunk
    if (!said.includes('Ready to accept connections')) continue
    text(server.stdout) // a pipe that nobody reads would stop it
    return
  }
  throw new Error(`Redis did not start.\n${said}`)
}

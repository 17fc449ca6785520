import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Readable } from 'node:stream'
import { Redis } from 'ioredis'
import { stopAfterTest } from '../../helpers/cleanup'
import { freePort } from '../../helpers/free-port'
import { redisServer } from './needs'

/** A real Redis, that writes nothing down and ends with the test. */
export class RedisServer {
  readonly url: string
  /** For the test itself to look into it. */
  readonly client: Redis
  readonly #process: ChildProcess

  private constructor(url: string, process: ChildProcess) {
    this.url = url
    this.#process = process
    this.client = new Redis(url, { retryStrategy: () => null })
    this.client.on('error', () => undefined)
    stopAfterTest(() => {
      // One that has lost its Redis has a timer left otherwise.
      if (this.client.status !== 'end') this.client.disconnect()
    })
  }

  static async start(): Promise<RedisServer> {
    const folder = mkdtempSync(path.join(tmpdir(), 'redis-'))
    const port = await freePort()
    const server = spawn(
      redisServer.file,
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
    const gone = once(server, 'exit')
    stopAfterTest(async () => {
      server.kill('SIGKILL')
      await gone
      rmSync(folder, { recursive: true })
    })
    await untilReady(server.stdout)
    return new RedisServer(`redis://127.0.0.1:${String(port)}`, server)
  }

  /** What happens at random moments; or it is there, and does not answer. */
  signal(name: 'SIGKILL' | 'SIGSTOP'): void {
    this.#process.kill(name)
  }
}

/** Where nobody listens. */
export async function absentRedis(): Promise<string> {
  return `redis://127.0.0.1:${String(await freePort())}`
}

function untilReady(output: Readable): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = ''
    output.on('data', (chunk: Buffer) => {
      said += chunk.toString()
      if (said.includes('Ready to accept connections')) resolve()
    })
    output.on('end', () => {
      reject(new Error(`Redis did not start.\n${said}`))
    })
  })
}

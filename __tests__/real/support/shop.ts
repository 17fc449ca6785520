import { spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { stopAfterTest } from '../../helpers/cleanup'

const file = path.resolve(__dirname, '../../../examples/kubernetes/app.mjs')

/** A process of `examples/kubernetes` at a port. */
export interface Shop {
  /** What it has printed. */
  readonly output: string
  /** Tells it to end, and waits for its exit code. */
  end(): Promise<unknown>
}

/** Starts one, and waits until it has said so. */
export async function startShop(port: number, says: string, drainMs: number): Promise<Shop> {
  const env = { PORT: String(port), DRAIN_MS: String(drainMs), SERVE_MS: '10000' }
  const child = spawn(process.execPath, [file], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, ...env },
  })
  const exited = once(child, 'exit')
  stopAfterTest(async () => {
    child.kill('SIGKILL')
    await exited
  })
  let output = ''
  while (!output.includes(says)) {
    const [chunk] = (await Promise.race([once(child.stdout, 'data'), exited])) as [unknown]
    if (!(chunk instanceof Buffer)) throw new Error(`It has ended. ${output}`)
    output += chunk.toString()
  }
  child.stdout.resume()
  return {
    output,
    end: async () => {
      child.kill('SIGTERM')
      return (await exited)[0] as unknown
    },
  }
}

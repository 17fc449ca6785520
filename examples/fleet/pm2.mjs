import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { stopLater } from './closing.mjs'

const ecosystem = fileURLToPath(new URL('ecosystem.config.cjs', import.meta.url))
const limitMs = 120_000

/**
 * PM2 by its command line, with a daemon and a home of its own: what the user has running is not
 * touched, and not listed.
 *
 * @param bin - the program
 * @param home - a folder
 */
export function createPm2(bin, home) {
  const env = {
    ...process.env,
    PM2_HOME: home,
    PM2_DISABLE_VERSION_CHECK: 'true',
    PM2_NO_INTERACTION: 'true',
  }
  const run = async (args, more = {}) => {
    const options = { env: { ...env, ...more }, timeout: limitMs }
    try {
      return (await promisify(execFile)(process.execPath, [bin, ...args], options)).stdout
    } catch (error) {
      const told = [error.stdout, error.stderr].join('').trim()
      throw new Error(`pm2 ${args.join(' ')} has failed. ${told}`, { cause: error })
    }
  }
  const list = async () => JSON.parse(await run(['jlist', '--silent']))
  const stop = stopLater(() => run(['kill']))
  return {
    stop,
    /** Starts all, and waits until the last of them is ready. */
    start: (front, ports) =>
      run(['start', ecosystem], {
        FLEET_FRONT: front,
        FLEET_PORTS: ports.join(','),
        PM2_CONCURRENT_ACTIONS: '1', // one after the other
      }),
    /** Has one end, and another one start in its place; waits until it is ready. */
    restart: (n) => run(['restart', `fleet-${n}`]),
    deleteAll: () => run(['delete', 'all']),
    /** How many times each was restarted, for whatever reason. */
    countRestarts: async () => (await list()).map(({ pm2_env }) => pm2_env.restart_time),
    /** What a process has complained of. */
    async readComplaints() {
      const logs = (await list()).map(({ pm2_env }) => pm2_env.pm_err_log_path)
      const texts = await Promise.all(logs.map((log) => readFile(path.resolve(log), 'utf8')))
      return texts.join('')
    },
  }
}

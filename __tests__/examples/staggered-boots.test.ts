import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { examples } from './support/example'
import { BootingProcess, endAll } from '../real/support/booting-process'
import { absentRedis } from '../real/support/redis'

// What is to be seen with a Redis is in __tests__/real.
describe('examples/staggered-boots', () => {
  it('says which Debian package is missing, and ends with 1', () => {
    const main = path.join(examples, 'staggered-boots/main.mjs')
    const { status, stderr, stdout } = spawnSync(process.execPath, [main], {
      env: { ...process.env, REDIS_SERVER_PATH: '/nowhere/redis-server' },
      encoding: 'utf8',
    })
    expect(stderr).toBe(
      'No /nowhere/redis-server: install the Debian package redis-server, or set REDIS_SERVER_PATH.\n',
    )
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' })
  })

  it('boots without a permit where no Redis is', async () => {
    const app = new BootingProcess(await absentRedis())
    expect((await app.booting()).by).toMatch(/^no permit: Reached the max retries/)
    await app.open()
    await endAll([app])
  })
})

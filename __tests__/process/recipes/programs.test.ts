import { readdirSync } from 'node:fs'
import path from 'node:path'
import { PassThrough } from 'node:stream'
import { expected } from '../support/node-lines'
import { layOutRecipe } from './support/recipe'
import { Program } from './support/program'

const start = (heading: string, env: NodeJS.ProcessEnv = {}): Promise<Program> =>
  Program.start(path.join(layOutRecipe(heading), 'main.mjs'), env)

/** An order whose body is on its way: it is inside. */
function beginOrder(program: Program) {
  const body = new PassThrough()
  const headers = { 'Content-Type': 'application/json' }
  const { answer } = program.send('/orders', { method: 'POST', headers, body })
  body.write('{"id":')
  return async (): Promise<number> => {
    body.end('"7"}')
    return (await answer).status
  }
}

const get = async (program: Program, target: string): Promise<number> =>
  (await program.send(target).answer).status

const stateOf = async (program: Program): Promise<string> => {
  const { body } = await program.send('/livez').answer
  return (JSON.parse(body) as { state: string }).state
}

describe('Cloud Run', () => {
  const heading = 'Cloud Run, and others that send at once'

  test('who comes before it is warm is served, and the gate opens by the warm-up', async () => {
    const program = await start(heading)
    const statuses = await Promise.all(
      Array.from({ length: 20 }, (_, n) => get(program, n % 2 ? '/' : '/report')),
    )
    expect(new Set(statuses)).toEqual(new Set([200]))
    // Soon: when its imports are quiet.
    while ((await stateOf(program)) !== 'open');
    expect(await get(program, '/startupz')).toBe(200)
  })

  test('told to end it serves who came, and ends well within ten seconds', async () => {
    const program = await start(heading)
    const finish = beginOrder(program)
    expect(await get(program, '/')).toBe(200)
    const toldAt = performance.now()
    program.child.kill('SIGTERM')
    await expect(program.refuses()).resolves.toBeUndefined()
    expect(await finish()).toBe(201)
    expect(await program.exit).toBe(0)
    expect(performance.now() - toldAt).toBeLessThan(6000)
    expect(program.errors).toBe('')
  })
})

describe('cluster', () => {
  test('every worker is warm before it listens, and all end when the primary is told to', async () => {
    const program = await start('Cluster')
    const seen = new Map<number, string>()
    // The second worker is forked when the first listens.
    while (seen.size < 2) {
      const { status, body } = await program.send('/').answer
      expect(status).toBe(200)
      const { worker, state } = JSON.parse(body) as { worker: number; state: string }
      seen.set(worker, state)
    }
    expect([...seen.values()]).toEqual(['open', 'open'])
    program.child.kill('SIGTERM')
    expect(await program.exit).toBe(0)
    expect(program.errors).toBe('')
  })
})

describe('terminus', () => {
  const heading = 'terminus, and libraries like it'

  test('asked for readiness it says no while all are served, then closes, and ends with 0', async () => {
    const program = await start(heading, { DRAIN_MS: '500' })
    for (const path of ['/livez', '/readyz', '/startupz']) {
      expect(await get(program, path)).toBe(200)
    }
    const finish = beginOrder(program)
    program.child.kill('SIGTERM')
    while ((await get(program, '/readyz')) !== 503);
    expect(await get(program, '/livez')).toBe(200)
    expect(await get(program, '/')).toBe(200)
    await program.refuses()
    expect(await finish()).toBe(201)
    expect(await program.exit).toBe(0)
    expect(program.output).toBe('Nobody is connected any more.\n')
    expect(program.errors).toBe('')
  })
})

describe('compile cache', () => {
  const { hasCompileCache } = expected

  test('it runs everywhere, and where Node has one a second start uses it', async () => {
    const folder = layOutRecipe('Compile cache')
    const cache = path.join(folder, 'cache')
    const env = { NODE_COMPILE_CACHE: cache, NODE_DEBUG_NATIVE: 'COMPILE_CACHE' }
    const run = async (): Promise<Program> => {
      const program = await Program.start(path.join(folder, 'main.mjs'), env)
      expect(await get(program, '/report')).toBe(200)
      // It is killed: what it has not written down by now is lost.
      program.child.kill('SIGKILL')
      await program.exit
      return program
    }
    const first = await run()
    const second = await run()
    const accepted = (program: Program): boolean =>
      /cache for .*report\.mjs.* was accepted/.test(program.errors)
    expect([accepted(first), accepted(second)]).toEqual([false, hasCompileCache])
    if (hasCompileCache) expect(readdirSync(cache)).not.toEqual([])
  })
})

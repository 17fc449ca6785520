import { spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { text } from 'node:stream/consumers'

const fixture = path.join(__dirname, 'fixtures/unhandled.cjs')

/** Runs the fixture to its end. */
async function run(way: string): Promise<{ code: unknown; errors: string }> {
  const stdio = ['ignore', 'inherit', 'pipe', 'ipc'] as const
  const child = spawn(process.execPath, [fixture, way], { stdio: [...stdio] })
  const closed = once(child, 'close')
  const errors = await text(child.stderr as NodeJS.ReadableStream as never)
  return { code: (await closed)[0], errors }
}

test.each(['track(function)', 'track(function), after opening', 'lazy()', 'lazy(), after opening'])(
  'a rejection of %s that nobody handles ends the process, as it does without a gate',
  async (way) => {
    const { code, errors } = await run(way)
    expect(code).toBe(1)
    expect(errors).toMatch(/Error: lost/)
  },
)

test.each(['track(promise)', 'lazy(), handled'])('one of %s is handled', async (way) => {
  expect(await run(way)).toEqual({ code: 0, errors: '' })
})

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import type { Program } from './workshop'

export interface Outcome {
  readonly exitCode: number | null
  readonly output: string
  readonly errors: string
}

const longestMs = 100_000

/** Runs all programs: whole ones in a process each, pieces of code in one after the other. */
export async function runAll(
  directory: string,
  programs: readonly Program[],
): Promise<ReadonlyMap<string, Outcome>> {
  const outcomes = new Map<string, Outcome>()
  const whole = programs.filter(needsProcess)
  const pieces = programs.filter((program) => !needsProcess(program))
  const run = async (batch: readonly Program[]): Promise<number> => {
    const results = await runBatch(directory, batch)
    results.forEach((outcome, index) => outcomes.set(batch[index]?.name ?? '', outcome))
    return results.length
  }
  const runWhole = async (): Promise<void> => {
    for (let next = whole.shift(); next !== undefined; next = whole.shift()) await run([next])
  }
  const runPieces = async (): Promise<void> => {
    while (pieces.length > 0) pieces.splice(0, await run(pieces))
    await runWhole()
  }
  await Promise.all([runPieces(), runWhole()])
  return outcomes
}

function needsProcess({ code, note }: Program): boolean {
  return /\bprocess\.|\bcluster\b/.test(code) || note.startsWith('ends with')
}

/** Runs programs until the first that fails, which is the last that there is an outcome of. */
async function runBatch(directory: string, batch: readonly Program[]): Promise<Outcome[]> {
  const wishes = batch.map(({ main, code, note }) => ({ main, note, paths: pathsIn(code) }))
  const child = spawn(
    process.execPath,
    [path.join(directory, 'runner.mjs'), JSON.stringify(wishes)],
    {
      cwd: directory,
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: longestMs,
      // There is no proxy that would have to be waited for.
      env: { ...process.env, DRAIN_MS: '0' },
    },
  )
  const closed = once(child, 'close')
  const [output, errors] = await Promise.all([text(child.stdout), text(child.stderr)])
  await closed
  // Each program begins with a separator, in both streams.
  const outputs = output.split('\x1e').slice(1)
  const faults = errors.split('\x1e').slice(1)
  return outputs.map((written, index) => ({
    exitCode: index === outputs.length - 1 ? child.exitCode : 0,
    output: written,
    errors: faults[index] ?? '',
  }))
}

/** The paths that a program answers requests to. */
function pathsIn(code: string): string[] {
  const named = Array.from(code.matchAll(/'(\/[\w/-]*)'/g), ([, found = '']) => found)
  return [...new Set(['/', ...named])]
}

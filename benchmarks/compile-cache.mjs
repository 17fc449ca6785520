// Node's compile cache and a warm-up: each alone, and together.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { interleave } from './support/interleave.mjs'
import { measureBoot, summariseBoots } from './support/measure-boot.mjs'
import { runAlone } from './support/run-alone.mjs'

const clients = 200
const fronts = { 'the gate': ['gate', 1, 12], 'warmed up first': ['warmed-up'] }

export async function measure({ quick }) {
  const rounds = quick ? 1 : 5
  const cache = mkdtempSync(path.join(tmpdir(), 'compile-cache-'))
  try {
    return { rounds, clients, rows: await measureAll(cache, rounds) }
  } finally {
    rmSync(cache, { recursive: true, force: true })
  }
}

async function measureAll(cache, rounds) {
  const subjects = Object.keys(fronts).flatMap((front) => [
    { front, cached: false },
    { front, cached: true },
  ])
  const boot = (index) => {
    const { front, cached } = subjects[index]
    const env = cached ? { NODE_COMPILE_CACHE: cache } : { NODE_DISABLE_COMPILE_CACHE: '1' }
    return measureBoot('boot-server.mjs', fronts[front], clients, { env })
  }
  // The first boot of each fills it.
  for (const [index, { cached }] of subjects.entries()) if (cached) await boot(index)
  const results = await interleave(Array.from(subjects.keys()), rounds, boot)
  return subjects.map((subject, index) => ({ ...subject, ...summariseBoots(results[index]) }))
}

await runAlone(import.meta, measure)

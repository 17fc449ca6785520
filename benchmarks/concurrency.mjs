// What it costs to serve one at a time at boot, and what it protects from.
import { interleave } from './support/interleave.mjs'
import { measureBoot, summariseBoots } from './support/measure-boot.mjs'
import { runAlone } from './support/run-alone.mjs'

const clients = 200
const unlimited = 1_000
const concurrencies = [1, 2, 4, 8, unlimited]
const completions = [1, 4, 12]

const fragile = Object.fromEntries(
  concurrencies.map((concurrency) => [concurrency, ['gate', concurrency, 12]]),
)
const healthy = {
  'no gate': ['plain'],
  ...Object.fromEntries(
    completions.flatMap((required) =>
      (required === 4 ? concurrencies : [1]).map((concurrency) => [
        `${concurrency}/${required}`,
        ['gate', concurrency, required],
      ]),
    ),
  ),
  'warmed up': ['warmed-up', 1, 4],
}

export async function measure({ quick }) {
  return {
    clients,
    unlimited,
    fragile: await measureApp('boot-server.mjs', fragile, quick ? 1 : 3),
    healthy: await measureApp('healthy-server.mjs', healthy, quick ? 1 : 5),
  }
}

async function measureApp(program, subjects, rounds) {
  const results = await interleave(Object.keys(subjects), rounds, (subject) =>
    measureBoot(program, subjects[subject], clients),
  )
  const rows = Object.entries(results).map(([subject, boots]) => {
    const [front, concurrency = null, requiredCompletions = null] = subjects[subject]
    return { front, concurrency, requiredCompletions, ...summariseBoots(boots) }
  })
  return { rounds, rows }
}

await runAlone(import.meta, measure)

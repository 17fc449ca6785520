// The second stampede: 1,000 are held, and the gate opens, at once or by slowStart.
import { runBurst } from '../examples/demo/load.mjs'
import { nextMessage, startProcess, stopProcess } from './support/child.mjs'
import { interleave } from './support/interleave.mjs'
import { runAlone } from './support/run-alone.mjs'
import { summarise } from './support/statistics.mjs'

const held = 1_000
const handlers = ['2 ms of CPU', '20 ms of waiting']
const subjects = handlers.flatMap((handler) => [
  { handler, slowStart: false },
  { handler, slowStart: true },
])
const limitMs = 60_000

export async function measure({ quick }) {
  const rounds = quick ? 1 : 7
  const results = await interleave(Array.from(subjects.keys()), rounds, (index) =>
    measureOne(subjects[index]),
  )
  return {
    rounds,
    held,
    rows: subjects.map((subject, index) => ({
      ...subject,
      p50Ms: summarise(results[index].map(({ p50Ms }) => p50Ms)),
      p99Ms: summarise(results[index].map(({ p99Ms }) => p99Ms)),
      stallMs: summarise(results[index].map(({ stallMs }) => stallMs)),
    })),
  }
}

async function measureOne({ handler, slowStart }) {
  const server = startProcess('slow-start.mjs', [handler, slowStart, held])
  try {
    const { port } = await nextMessage(server, limitMs)
    const report = nextMessage(server, limitMs)
    const client = { method: 'GET', path: '/', isRight: () => true }
    const clients = Array(held + 1).fill(client)
    await runBurst({ port, clients, patienceMs: limitMs, onEnd: () => {} })
    return await report
  } finally {
    await stopProcess(server)
  }
}

await runAlone(import.meta, measure)

// node examples/staggered-boots/main.mjs
import { setTimeout as delay } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { bootAll, mostAtOnce } from './processes.mjs'
import { startRedis } from './redis-server.mjs'

const { values: options } = parseArgs({
  options: {
    processes: { type: 'string', default: '8' },
    'kill-redis-after': { type: 'string' },
  },
})

// What is to be stopped is stopped as this process exits.
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1))

try {
  const count = Number(options.processes)
  if (!(Number.isInteger(count) && count > 0))
    throw new Error('--processes is how many, from 1 on.')
  const redis = await startRedis()
  try {
    killLater(redis)
    show(await bootAll(count, { REDIS_URL: redis.url }))
  } finally {
    await redis.stop()
  }
} catch (error) {
  console.error(error.message)
  process.exitCode = 1
}

async function killLater(redis) {
  const afterMs = options['kill-redis-after']
  if (afterMs === undefined) return
  await delay(Number(afterMs), undefined, { ref: false })
  redis.kill()
  console.log(`Redis was killed after ${afterMs} ms.`)
}

function show(boots) {
  const inOrder = boots.toSorted((one, other) => one.from - other.from)
  console.log('process    booting, ms      by')
  for (const { pid, from, until, right, exit } of inOrder) {
    const time = until === undefined ? `ended: ${exit}` : `${Math.round(from)}–${Math.round(until)}`
    console.log(`${String(pid).padEnd(9)}  ${time.padEnd(15)}  ${right?.split('.')[0] ?? ''}`)
  }
  const open = boots.filter(({ until }) => until !== undefined).length
  console.log(`${open} of ${boots.length} have booted, at most ${mostAtOnce(boots)} at once.`)
  console.log('Try --kill-redis-after 800 or --processes 20.')
  if (open < boots.length) process.exitCode = 1
}

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { seconds } from '../demo/rows.mjs'
import { stopLater } from './closing.mjs'
import { startHaproxy } from './haproxy.mjs'
import { createKiller } from './killer.mjs'
import { createPm2 } from './pm2.mjs'
import { findFreePorts } from './ports.mjs'
import { startProcesses } from './processes.mjs'
import { createRandom } from './random.mjs'
import { summarise } from './summarise.mjs'
import { startTraffic } from './traffic.mjs'

/** Restarts a fleet under traffic, once for each front. @returns the runs, by front */
export async function measureAll(fronts, settings, needs, tell) {
  const folder = await mkdtemp(path.join(tmpdir(), 'fleet-'))
  const removeFolder = stopLater(() => rm(folder, { recursive: true, force: true }))
  const pm2 = createPm2(needs.pm2, path.join(folder, 'pm2'))
  const runs = {}
  for (const front of fronts) {
    runs[front] = await measure(front, settings, { pm2, haproxy: needs.haproxy, folder }, (text) =>
      tell(front, text),
    )
  }
  await pm2.stop()
  await removeFolder()
  return runs
}

async function measure(front, settings, { pm2, haproxy: file, folder }, tell) {
  const { processes: count, rounds, kills, seed } = settings
  tell('starting')
  const [port, ...ports] = await findFreePorts(1 + count)
  const processes = await startProcesses(pm2, front, ports)
  const haproxy = await startHaproxy(file, folder, { port, ports })
  for (const n of ports.keys()) await haproxy.seesReady(n)
  const restarts = rounds * count
  const killer = createKiller(haproxy, { kills, restarts, random: createRandom(seed), tell })
  const traffic = startTraffic({ port, ...settings })
  await traffic.heard(1)
  const calmFrom = performance.now()
  await traffic.heard(2)
  const calmUntil = performance.now()

  /** What each process tells before it ends. */
  const told = []
  for (let restart = 0; restart < restarts; restart++) {
    const n = restart % count
    told.push(await processes.readStats(n))
    const begun = performance.now()
    const restarted = processes.restart(n)
    const killed = killer.meet(restart, () => processes.holds(n, restarted))
    await Promise.all([restarted, killed])
    await haproxy.seesReady(n)
    tell(`process ${n + 1} of ${count} restarted in ${seconds(performance.now() - begun)}`)
  }
  await traffic.heard(2)
  const records = await traffic.stop()

  for (const n of ports.keys()) told.push(await processes.readStats(n))
  const run = {
    ...summarise(records, { outages: killer.outages, calmFrom, calmUntil }),
    told,
    retries: await haproxy.countRetries(),
    restarts: await pm2.countRestarts(),
    rounds,
    complaints: await pm2.readComplaints(),
  }
  await processes.stop()
  await haproxy.stop()
  return run
}

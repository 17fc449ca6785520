import { measure } from './measure.mjs'
import { createProgress } from './progress.mjs'
import { renderImports, renderNotes, renderVerdict, servedAll } from './findings.mjs'
import { renderTable } from './table.mjs'
import { renderTimeline } from './timeline.mjs'

const patienceMs = 10_000

/**
 * Plays a scene without the gate and with it, and prints what came of both.
 *
 * @param scene - one of `scenes`
 * @param count - how many clients
 * @returns whether the gated app served everybody
 */
export async function compare(scene, count, { print, style }) {
  const clients = scene.describeClients(count)
  const patience = `${patienceMs / 1000} s`

  print(scene.introduce(clients))
  print(`Each goes away when it has no answer after ${patience}.\n`)
  const ungated = await run('without the gate', { gated: false, clients })
  const gated = await run('with the gate', { gated: true, clients })

  print(`\n${renderTable(scene.rows, ungated, gated, style)}\n`)
  print(style.dim(renderNotes(scene.explain(patience))))
  print(`\n${scene.timelineOf}\n`)
  print(`${renderTimeline(gated.gate, style)}\n`)
  print(`${renderImports(gated.gate.stats.imports, process.versions.node)}\n`)
  print(renderVerdict(ungated, gated, style))
  return servedAll(gated)
}

async function run(label, { gated, clients }) {
  const progress = createProgress(process.stdout, label, clients.length)
  try {
    return await measure({ gated, clients, patienceMs, progress })
  } finally {
    progress.stop()
  }
}

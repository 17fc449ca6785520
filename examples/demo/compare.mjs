import { keepPage, renderBoot } from './boot.mjs'
import { measure } from './measure.mjs'
import { createProgress } from './progress.mjs'
import { renderImports, renderNotes, renderVerdict, servedAll } from './findings.mjs'
import { renderTable } from './table.mjs'

const patienceMs = 10_000

/**
 * Plays a scene without the gate, with it, and with it when it was warmed up first, and prints what came
 * of each.
 *
 * @param scene - one of `scenes`
 * @param count - how many clients
 * @returns whether the gated apps served everybody
 */
export async function compare(scene, count, { print, style }) {
  const clients = scene.describeClients(count)
  const patience = `${patienceMs / 1000} s`

  print(scene.introduce(clients))
  print(`Each goes away when it has no answer after ${patience}.\n`)
  const ungated = await run('without the gate', 'ungated', clients)
  const gated = await run('with the gate', 'gated', clients)
  const warmed = await run('warmed up first', 'warmed up', clients)
  const runs = { 'without the gate': ungated, 'with the gate': gated, 'warmed up first': warmed }

  print(`\n${renderTable(scene.rows, runs, style)}\n`)
  print(style.dim(renderNotes(scene.explain(patience))))
  const { boot } = gated
  print(`\n${scene.bootOf}\n`)
  print(`${renderBoot(boot, style.isInColour)}\n`)
  print(`  The same as a page: ${await keepPage(boot, scene.page)}\n`)
  print(`${renderImports(boot.counts.imports, process.versions.node)}\n`)
  print(renderVerdict(runs, style))
  return servedAll(gated) && servedAll(warmed)
}

async function run(label, front, clients) {
  const progress = createProgress(process.stdout, label, clients.length)
  try {
    return await measure({ front, clients, patienceMs, progress })
  } finally {
    progress.stop()
  }
}

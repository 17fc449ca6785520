import { measure } from './measure.mjs'
import { createProgress } from './progress.mjs'
import { createStyle, wantsColour } from './style.mjs'
import { renderImports, renderNotes, renderVerdict, servedAll } from './findings.mjs'
import { renderTable } from './table.mjs'
import { renderTimeline } from './timeline.mjs'

const patienceMs = 10_000

/**
 * Runs the burst without the gate and with it, and prints what came of both.
 *
 * @returns whether the gated app served everybody
 */
export async function compare(clients) {
  const style = createStyle(wantsColour(process.stdout, process.env))
  const print = (text) => process.stdout.write(`${text}\n`)
  const patience = `${patienceMs / 1000} s`

  print(`${clients} clients at once meet an Express app that has just started.`)
  print(`Each goes away when it has no answer after ${patience}.\n`)
  const ungated = await run('without the gate', { gated: false, clients })
  const gated = await run('with the gate', { gated: true, clients })

  print(`\n${renderTable(ungated, gated, style)}\n`)
  print(style.dim(renderNotes(patience)))
  print('\n  The first requests of the run with the gate:\n')
  print(`${renderTimeline(gated.gate, style)}\n`)
  print(`${renderImports(gated.gate.stats.imports, process.versions.node)}\n`)
  print(renderVerdict(ungated, gated, style))
  return servedAll(gated)
}

async function run(label, { gated, clients }) {
  const progress = createProgress(process.stdout, label, clients)
  try {
    return await measure({ gated, clients, patienceMs, progress })
  } finally {
    progress.stop()
  }
}

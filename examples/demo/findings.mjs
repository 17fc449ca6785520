import { seconds } from './rows.mjs'

/** Whether every client of a run got its right answer. */
export function servedAll(run) {
  return run.answered === run.clients
}

/** What the runs come to, in a sentence each. */
export function renderVerdict(runs, style) {
  return Object.entries(runs)
    .map(([name, run]) => renderRun(name[0].toUpperCase() + name.slice(1), run, style))
    .join('\n')
}

function renderRun(name, run, style) {
  if (servedAll(run)) {
    return style.green(
      `  ${name} all ${run.clients} clients were served within ${seconds(run.lastMs)}.`,
    )
  }
  const missing = run.clients - run.answered
  const verdict = `  ${name} ${missing} of ${run.clients} clients got no right answer.`
  const fault = run.firstFault && `  The first fault: ${run.firstFault}.`
  return [verdict, fault].filter(Boolean).map(style.red).join('\n')
}

/** What the rows of the table mean. */
export function renderNotes(notes) {
  return notes.map((note) => `  ${note}`).join('\n')
}

/** What the gate knew of imports. */
export function renderImports({ automatic, settled, failed }, nodeVersion) {
  return automatic
    ? `  Imports: Node reported them by itself; ${settled} settled, ${failed} of them failed.`
    : `  Imports: Node ${nodeVersion} does not report them, Node 22 and later do. The gate\n` +
        '  went by completed requests alone; gate.track() would tell it of imports.'
}

import { seconds } from './table.mjs'

/** Whether every client of a run got its right answer. */
export function servedAll(run) {
  return run.answered === run.clients
}

/** What the two runs come to, in a sentence each. */
export function renderVerdict(ungated, gated, style) {
  return [
    renderRun('Without the gate', ungated, style),
    renderRun('With the gate', gated, style),
  ].join('\n')
}

function renderRun(name, run, style) {
  if (servedAll(run)) {
    return style.green(
      `  ${name} all ${run.clients} clients were served within ${seconds(run.lastMs)}.`,
    )
  }
  const fault = run.firstFault === undefined ? '' : ` The first fault: ${run.firstFault}.`
  const missing = run.clients - run.answered
  return style.red(`  ${name} ${missing} of ${run.clients} clients got no right answer.${fault}`)
}

/** What the rows of the table mean. */
export function renderNotes(patience) {
  return [
    '  Initialisations: how often the connection pool was opened; once is right.',
    `  Waits: of all clients; one that went away after ${patience} waits for ever.`,
    '  Memory: of the process that serves.',
  ].join('\n')
}

/** What the gate knew of imports: `stats().imports`. */
export function renderImports({ automatic, settled, failed }, nodeVersion) {
  return automatic
    ? `  Imports: Node reported them by itself; ${settled} settled, ${failed} of them failed.`
    : `  Imports: Node ${nodeVersion} does not report them, Node 22 and later do. The gate went by\n` +
        '  completed requests alone; gate.track() would tell it of imports.'
}

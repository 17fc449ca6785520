import { createStyle, wantsColour } from '../demo/style.mjs'
import { renderTable } from '../demo/table.mjs'
import { fronts as all } from './fronts.mjs'
import { findBroken } from './judge.mjs'
import { measureAll } from './measure.mjs'
import { outageRows, rows } from './rows.mjs'

const seeds = 2 ** 32

const notes = `  lost: no answer, a wrong one, or one that is not whole. No client tries again.
  longest wait: what a client pauses for itself while it uploads is not in it; of a
  stream it is the time to its first event.
  one cold boot: the longest of the run, from the start of a process to its first
  answer of each kind, without the time in which nobody was waiting for it. None is
  to wait for longer than that, and what the same traffic waits before any restart.
  streams reconnected: ended properly as their process ended; no event was missed.`

/**
 * Restarts the fleet behind each of the fronts, and shows what came of it as a table.
 *
 * @returns whether all promises were kept where there is a gate
 */
export async function tell(fronts, settings, needs) {
  const style = createStyle(wantsColour(process.stdout, process.env))
  const print = (text) => process.stdout.write(`${text}\n`)
  const { seed = Math.floor(Math.random() * seeds) } = settings

  print(introduce({ ...settings, seed }))
  const runs = await measureAll(fronts, { ...settings, seed }, needs, (front, text) =>
    print(`  ${all[front].title}: ${text}`),
  )

  const titled = Object.fromEntries(fronts.map((front) => [all[front].title, runs[front]]))
  const shown = settings.kills > 0 ? [...rows, ...outageRows] : rows
  print(`\n${renderTable(shown, titled, style)}\n`)
  print(style.dim(notes))
  print('')
  const verdicts = fronts.map((front) => judge(front, runs[front], style))
  for (const { text } of verdicts) print(text)
  return verdicts.every(({ isGood }) => isGood)
}

function introduce({ clients, processes, rounds, pace, kills, seed }) {
  const times = rounds === 1 ? 'once' : `${rounds} times`
  const killing = kills > 0 ? ` HAProxy is killed ${kills} times meanwhile.` : ''
  return `${processes} processes of a cold Express app, managed by PM2, behind HAProxy, are restarted
one by one, ${times} each, under ${clients} clients that pause for ${pace} ms.${killing} Seed: ${seed}.
`
}

function judge(front, run, style) {
  const { title, isGated } = all[front]
  const name = `  ${title[0].toUpperCase()}${title.slice(1)}`
  const fault = run.firstFault === undefined ? '' : ` The first fault: ${run.firstFault}.`
  if (!isGated) {
    const failed = run.lost + run.serverErrors
    return { isGood: true, text: `${name} ${failed} requests failed.${fault}` }
  }
  const broken = findBroken(run)
  return broken.length === 0
    ? { isGood: true, text: style.green(`${name} all promises were kept.`) }
    : {
        isGood: false,
        text: style.red(`${name} promises were broken: ${broken.join('; ')}.${fault}`),
      }
}

import { answersOf, type Answer } from '../answers/answers'
import { headlineOf } from '../answers/headline'
import { tellOpenedBy } from '../answers/opened-by'
import { secondsOf } from '../answers/seconds'
import { escapeName, escapeSentence, percent } from './escape'
import { renderPicture } from './picture'
import { style } from './style'
import { renderTables } from './tables'
import { duration } from '../../text'
import type { BootReport } from '../../types'

/** The whole page: one file that asks for nothing else. */
export function renderPage(report: BootReport): string {
  const { text, tone } = headlineOf(report)
  const answers = answersOf(report)
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeName(`Boot of process ${String(report.pid)}: ${report.state}`)}</title>
<style>${style}</style>
</head>
<body>
<header>
<h1 class="${tone}">${escapeSentence(text)}</h1>
<p class="facts">${renderFacts(report)}</p>
</header>
<main>
<div class="answers">
${answers.map((answer, index) => renderAnswer(answer, index, report)).join('\n')}
</div>
<section><h2>The boot</h2>
${renderPicture(report)}
</section>
${renderOpenedBy(report)}${renderWarmUp(report)}${renderTables(report)}</main>
</body>
</html>
`
}

function renderFacts({ pid, node, startedAt, state, counts }: BootReport): string {
  const { completed, requiredCompletions, admitted, queued, aborted, skipped, rejected } = counts
  const refused = Object.values(rejected).reduce((sum, each) => sum + each, 0)
  const facts = [
    `process ${String(pid)}`,
    `Node ${node}`,
    `gate made at ${startedAt}`,
    `${String(completed)} completed, ${String(requiredCompletions)} required`,
    `${String(admitted)} let in`,
    ...(state === 'closed' && queued > 0 ? [`${String(queued)} held now`] : []),
    ...(aborted > 0 ? [`${String(aborted)} gone`] : []),
    ...(refused > 0 ? [`${String(refused)} rejected`] : []),
    ...(skipped > 0 ? [`${String(skipped)} skipped`] : []),
  ]
  return facts.map((fact) => escapeName(fact)).join(' · ')
}

function renderAnswer({ question, sentences }: Answer, index: number, report: BootReport): string {
  const tone = index === 0 && report.stuck.length > 0 ? ' class="bad"' : ''
  const parts = question.startsWith('Where') ? renderSeconds(report) : ''
  const told = sentences.map((sentence) => `<p>${escapeSentence(sentence)}</p>`).join('\n')
  return `<div${tone}><h2>${question}</h2>
${parts}${told}</div>`
}

function renderSeconds(report: BootReport): string {
  const parts = secondsOf(report)
  const most = Math.max(...parts.map(({ ms }) => ms))
  const items = parts.map(
    ({ label, ms }) =>
      `<li style="--part:${percent(ms / most)}"><span>${escapeSentence(label)}</span><b>${duration(ms)}</b></li>`,
  )
  return `<ul class="parts">${items.join('')}</ul>`
}

function renderOpenedBy(report: BootReport): string {
  const told = tellOpenedBy(report)
  return told === undefined
    ? ''
    : `<section><h2>${report.state === 'open' ? 'What opened it' : 'What has counted'}</h2><p>${escapeSentence(told)}</p></section>\n`
}

function renderWarmUp({ warmUp }: BootReport): string {
  if (warmUp.length === 0) return ''
  const paths = warmUp.map((path) => escapeName(path)).join('\n')
  return `<section><h2>Worth warming up</h2>
<p>These have loaded something, or were slower than half of the rest. <code>gate.warmUp()</code> sends them before anybody can connect.</p>
<pre class="warm">${paths}</pre></section>
`
}

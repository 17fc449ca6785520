import { moduleOf, targetOf } from '../boot'
import { findCycle } from '../cycle'
import { count, list, nameModule, nameRequest, nameWork, tellStuck } from './words'
import { duration } from '../../text'
import type { BootReport, ReportedPhase } from '../../types'

const mostStuck = 5

/** What is it waiting for? What is stuck comes first. */
export function tellWaitingFor(report: BootReport): string[] {
  const { state, stuck } = report
  const cycle = findCycle(report.imports)
  const isInCycle = (url: string | null | undefined): boolean =>
    url !== null && url !== undefined && cycle.includes(moduleOf(url))
  // All of these are said by the circle itself.
  const others = stuck.filter(
    ({ kind, parentURL, start, label }) =>
      kind !== 'import' ||
      !report.imports.some(
        (work) =>
          work.start === start &&
          work.label === label &&
          work.parentURL === parentURL &&
          isInCycle(targetOf(work)),
      ),
  )
  const told = [...tellCycle(cycle), ...others.slice(0, mostStuck).map(tellStuck)]
  if (others.length > mostStuck) told.push(`And ${String(others.length - mostStuck)} more.`)
  if (state === 'closed') return [...told, ...tellMissing(report)]
  return [...told, ...tellWaited(report), ...tellLost(report)]
}

/** A circle never ends, gate or no gate. */
function tellCycle(modules: readonly string[]): string[] {
  if (modules.length === 0) return []
  const names = modules.map(nameModule).join(' → ')
  return [`These modules wait for each other, and always will: ${names}.`]
}

/** What it had waited for when it settled. */
function tellWaited({ phases, counts, state, reason, settledAt, takenAt }: BootReport): string[] {
  const until = settledAt ?? takenAt
  const counted = phases.filter(({ name }) => name !== 'requests' || reason !== 'warmed-up')
  const waited = counted.flatMap(({ name, start, end }) => {
    const what = waitedFor(name, counts.requiredCompletions)
    return what === undefined
      ? []
      : [`${what} (${duration(Math.min(end ?? until, until) - start)})`]
  })
  if (reason === 'boot-failed') return ['`waitFor` was rejected.']
  const now = `Now it is ${state}.`
  return [waited.length === 0 ? now : `For ${waited.join(', then ')}. ${now}`]
}

function waitedFor(name: ReportedPhase['name'], required: number): string | undefined {
  if (name === 'waitFor') return '`waitFor`'
  if (name === 'warmUp') return 'the warm-up'
  if (name === 'requests') return `${count(required, 'request')} to complete`
  return name === 'quiet' ? 'all that was loading' : undefined
}

/** Who kept all others waiting, until that was enough. */
function tellLost({ requests }: BootReport): string[] {
  const lost = requests.filter(({ slotTimedOut }) => slotTimedOut)
  if (lost.length === 0) return []
  const named = lost.map(
    (request) =>
      `${nameRequest(request)} after ${duration((request.slotPassedOn ?? 0) - (request.admitted ?? 0))}`,
  )
  return [`Lost its slot: ${list(named)}.`]
}

/** What is not stuck, and has not happened yet. */
function tellMissing(report: BootReport): string[] {
  const { counts, imports, phases, stuck, requests } = report
  const { completed, requiredCompletions } = counts
  const missing: string[] = []
  const waitFor = phases.find(({ name }) => name === 'waitFor')
  if (waitFor?.end === null && !stuck.some(({ kind }) => kind === 'waitFor')) {
    missing.push('`waitFor` has not fulfilled.')
  }
  if (completed < requiredCompletions) {
    const so = requests.length === 0 ? ': none has come yet' : ''
    missing.push(
      `${String(completed)} of ${count(requiredCompletions, 'required request')} completed${so}.`,
    )
  }
  const loading = imports.filter(
    ({ end, start }) => end === null && !stuck.some((one) => one.start === start),
  )
  if (loading.length > 0) missing.push(`Loading: ${list(loading.map(nameWork))}.`)
  missing.push(...tellLost(report))
  return missing.length === 0 && stuck.length === 0 ? ['For quiet: nothing is loading.'] : missing
}

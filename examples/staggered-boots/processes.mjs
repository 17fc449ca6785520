import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

const app = fileURLToPath(new URL('app.mjs', import.meta.url))

/**
 * Starts the app in so many processes at once, and waits until all have booted.
 *
 * @returns of each when it began to boot, by what right, and when it was open, in milliseconds; a
 * process that has ended has `exit` instead
 */
export async function bootAll(count, env) {
  const startedAtMs = Number(process.hrtime.bigint()) / 1e6
  const children = Array.from({ length: count }, () =>
    fork(app, { env: { ...process.env, ...env, PORT: '0' } }),
  )
  const killAll = () => children.forEach((child) => child.kill('SIGKILL'))
  process.once('exit', killAll)
  try {
    return await Promise.all(children.map((child) => watch(child, startedAtMs)))
  } finally {
    killAll()
    process.off('exit', killAll)
  }
}

async function watch(child, startedAtMs) {
  const boot = { pid: child.pid }
  const exit = once(child, 'exit').then(([code, signal]) => ({ exit: code ?? signal }))
  for (;;) {
    const what = await Promise.race([once(child, 'message').then(([message]) => message), exit])
    if ('exit' in what) return { ...boot, ...what }
    const at = what.atMs - startedAtMs
    if ('booting' in what) Object.assign(boot, { right: what.booting, from: at })
    else return { ...boot, outcome: what.open ?? what.failed, until: at }
  }
}

/** How many have booted at the same time, at most. */
export function mostAtOnce(boots) {
  const begun = boots.filter(({ from }) => from !== undefined)
  const besides = (one) =>
    begun.filter(({ from, until }) => from <= one.from && one.from < (until ?? Infinity)).length
  return Math.max(0, ...begun.map(besides))
}

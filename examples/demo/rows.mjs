/** What a run comes to, in the words of its table: a name, and what is under it for one run. */
export const answered = row('answered', (run) =>
  verdict(run.answered, run.answered === run.clients),
)
export const failed = row('failed', (run) => verdict(run.failed, run.failed === 0))
export const unanswered = row('never answered', (run) =>
  verdict(run.unanswered, run.unanswered === 0),
)
export const initialisations = row('initialisations run', (run) =>
  verdict(run.poolsOpened, run.poolsOpened === 1),
)

export const listening = row('process start to listening', (run) => cell(seconds(run.listeningMs)))

export function row(name, of) {
  return { name, of }
}

export function cell(value) {
  return { text: String(value), colour: undefined }
}

export function verdict(value, isGood) {
  return { text: String(value), colour: isGood ? 'green' : 'red' }
}

/** A time that is to have an end. */
export function wait(ms) {
  return verdict(seconds(ms), Number.isFinite(ms))
}

/** How many of how many: all is right. */
export function share(part, whole) {
  return verdict(`${part}/${whole}`, part === whole)
}

/** Milliseconds as people read them; what has no end is `never`. */
export function seconds(ms) {
  return Number.isFinite(ms) ? `${(ms / 1000).toFixed(2)} s` : 'never'
}

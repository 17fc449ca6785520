import { Mutex } from 'async-mutex'
import type { Release, SharedMutex } from '../../lib'
import { start } from './support/start'
import { collectWarnings } from '../helpers/gate-warnings'

const fault = new Error('no lock for you')
const wrong = undefined as unknown as Release

test.each<[string, SharedMutex]>([
  ['acquire rejects', { acquire: () => Promise.reject(fault) }],
  [
    'acquire throws',
    {
      acquire: () => {
        throw fault
      },
    },
  ],
  ['acquire never resolves', { acquire: () => new Promise(() => undefined) }],
  ['acquire resolves to something that is no function', { acquire: () => Promise.resolve(wrong) }],
  ['release throws', releasing((): never => raise())],
  ['release rejects', releasing(() => Promise.reject(fault))],
])('when its %s the requests go on, and one warning says so', async (_name, mutex) => {
  const warnings = collectWarnings()
  const { gate, stage, arrivals, send } = await start({
    mutex,
    requiredCompletions: 3,
    slotTimeoutMs: 500,
  })
  stage.answerAll()
  const answers = await Promise.all(['/1', '/2', '/3', '/4'].map((path) => send(path).answer))
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200])
  expect(stage.paths).toEqual(arrivals.entries)
  await gate.opened
  expect(warnings.entries.map(({ code }) => code)).toEqual(['BOOTSTRAP_GATE_MUTEX_FAULT'])
})

test.each<[string, (answer: (release: Release) => void, fail: (cause: Error) => void) => void]>([
  [
    'fails',
    (_answer, fail) => {
      fail(fault)
    },
  ],
  [
    'is granted',
    (answer) => {
      answer(raise)
    },
  ],
])('one that was given up and then %s after all is not warned of again', async (_name, end) => {
  const warnings = collectWarnings()
  let settle = (): void => undefined
  const acquire = (): Promise<Release> =>
    new Promise((resolve, reject) => {
      settle = () => {
        end(resolve, reject)
      }
    })
  const { stage, send } = await start({ mutex: { acquire }, slotTimeoutMs: 500 })
  stage.answerAll()
  await send('/1').answer
  settle()
  expect((await send('/2').answer).status).toBe(200)
  expect(warnings.entries.map(({ code }) => code)).toEqual(['BOOTSTRAP_GATE_MUTEX_FAULT'])
})

/** A lock that works, but for the end. */
function releasing(end: () => unknown): SharedMutex {
  const mutex = new Mutex()
  return {
    acquire: async () => {
      const release = await mutex.acquire()
      return () => {
        release()
        return end() as undefined
      }
    },
  }
}

function raise(): never {
  throw fault
}

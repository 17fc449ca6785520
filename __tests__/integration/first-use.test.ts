import { Mutex } from 'async-mutex'
import type { BootstrapGate } from '../../lib'
import { urlOf, type Handler, type Middleware } from '../helpers/framework'
import { express5 } from '../helpers/frameworks/express-5'
import { Latch } from '../helpers/latch'
import { Log } from '../helpers/log'
import { sendMany } from '../helpers/send-many'
import { setUp } from '../helpers/set-up'

type Gated = (gate: BootstrapGate) => readonly Middleware[]

const withGate: Gated = (gate) => [gate]
const withoutGate: Gated = () => []

describe('two routes that take two locks in opposite order on first use', () => {
  async function setUpRoutes(gated: Gated) {
    const locks = { config: new Mutex(), cache: new Mutex() }
    /** The routes that hold their first lock, and do not have the second yet. */
    const halfway = new Log<string>()
    const slowWork = new Latch()
    const isReady = new Set<string>()

    async function firstUse(route: string, [outer, inner]: readonly [Mutex, Mutex]): Promise<void> {
      if (isReady.has(route)) return
      await outer.runExclusive(async () => {
        halfway.add(route)
        await slowWork.opened
        await inner.runExclusive(() => isReady.add(route))
      })
    }

    const order: Readonly<Record<string, readonly [Mutex, Mutex]>> = {
      '/users': [locks.config, locks.cache],
      '/orders': [locks.cache, locks.config],
    }
    const handler: Handler = (req, res) => {
      const route = urlOf(req)
      const itsLocks = order[route]
      if (itsLocks === undefined) app.stage.handler(req, res)
      else
        void firstUse(route, itsLocks).then(() => {
          app.stage.handler(req, res)
        })
    }
    const app = await setUp(express5, {}, { gated, handler })
    return { ...app, locks, halfway, slowWork }
  }

  test('without the gate neither is ever answered', async () => {
    const { stage, send, locks, halfway, slowWork } = await setUpRoutes(withoutGate)
    send('/users')
    send('/orders')
    await halfway.until(2)
    slowWork.open()
    stage.answerAll()
    // A round trip: whatever could go on has gone on by then.
    await expect(send('/ping').answer).resolves.toMatchObject({ status: 200 })
    expect(stage.paths).toEqual(['/ping'])
    // Each lock is held by one who waits for the other: neither can be let go.
    expect(locks.config.isLocked()).toBe(true)
    expect(locks.cache.isLocked()).toBe(true)
    await expect(send('/ping').answer).resolves.toMatchObject({ status: 200 })
    expect(stage.paths).toEqual(['/ping', '/ping'])
  })

  test('with it every request is answered, and then the routes run in parallel', async () => {
    const { gate, stage, arrivals, send, locks, halfway, slowWork } = await setUpRoutes(withGate)
    const first = ['/users', '/orders', '/users', '/orders'].map((path) => send(path).answer)
    await arrivals.until(4)
    expect(halfway.entries).toHaveLength(1)
    slowWork.open()
    for (let turn = 0; turn < 4; turn++) (await stage.visits.at(turn)).answer()
    const answers = await Promise.all(first)
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200])
    expect([...halfway.entries].sort()).toEqual(['/orders', '/users'])
    expect(locks.config.isLocked() || locks.cache.isLocked()).toBe(false)
    await expect(gate.opened).resolves.toMatchObject({ reason: 'completed' })
    expect(stage.mostInside).toBe(1)

    const later = [send('/users').answer, send('/orders').answer]
    await stage.visits.until(6)
    expect(stage.inside).toBe(2)
    stage.answerAll()
    await Promise.all(later)
  })
})

describe('an initialiser that checks and then awaits', () => {
  async function setUpPool(gated: Gated) {
    const created = new Log<object>()
    const connected = new Latch()
    let pool: object | undefined

    async function usePool(): Promise<void> {
      if (pool !== undefined) return
      const mine = {}
      created.add(mine)
      await connected.opened
      pool = mine
    }

    const app = await setUp(
      express5,
      {},
      {
        gated,
        handler: (req, res) => {
          void usePool().then(() => {
            app.stage.handler(req, res)
          })
        },
      },
    )
    app.stage.answerAll()
    return { ...app, created, connected }
  }

  test.each([
    ['four times without the gate', withoutGate, 4],
    ['once with it', withGate, 1],
  ])('runs %s', async (_name, gated, times) => {
    const { send, arrivals, created, connected } = await setUpPool(gated)
    const clients = sendMany(send, 4)
    await arrivals.until(4)
    connected.open()
    await clients
    expect(created.entries).toHaveLength(times)
  })
})

import http from 'node:http'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import express5 from 'express'
import express4 from 'express4'
import { bootstrapGate, type BootstrapGate, type BootstrapGateOptions } from '../../lib'
import { isIn, meet } from '../helpers/by-hand'
import { stopAfterTest } from '../helpers/cleanup'
import { http1Client, type Send } from '../helpers/client'
import { closedGate } from '../helpers/closed-gate'
import type { Middleware } from '../helpers/framework'
import { app, begin, end } from '../helpers/imports-by-hand'
import { listen } from '../helpers/listen'
import { noteSubscriptions } from '../helpers/subscriptions'
import { turn } from '../helpers/turn'

const routes = 200
const paths = Array.from({ length: routes }, (_, route) => `/${String(route)}`)
const frameworks = [
  { name: 'Express 5', createExpress: express5 },
  { name: 'Express 4', createExpress: express4 },
]

afterEach(() => {
  jest.restoreAllMocks()
})

interface Running {
  readonly send: Send
  /** Requests and responses that came to a handler. */
  readonly met: WeakRef<object>[]
}

/** An app with a gate before the handler of each route. */
async function setUpRoutes(
  createExpress: typeof express5,
  before: readonly Middleware[],
): Promise<Running> {
  const met: WeakRef<object>[] = []
  const served = createExpress()
  before.forEach((gate, route) => {
    served.get(`/${String(route)}`, gate, (req, res) => {
      met.push(new WeakRef(req), new WeakRef(res))
      res.send('done')
    })
  })
  return { send: http1Client(await listen(http.createServer(served))), met }
}

function makeGates(options?: BootstrapGateOptions): BootstrapGate[] {
  const gates = paths.map(() => bootstrapGate({ requiredCompletions: 1, ...options }))
  stopAfterTest(() => {
    for (const gate of gates) gate.shutdown()
  })
  return gates
}

const statesOf = (gates: readonly BootstrapGate[]): string =>
  gates.map(({ state }) => state).join(' ')

describe.each(frameworks)('200 gates on 200 routes of $name', ({ createExpress }) => {
  it('each open by their own first request, and nobody listens to anything any more', async () => {
    const listeners = noteSubscriptions()
    const gates = makeGates()
    expect(listeners.size).toBeGreaterThanOrEqual(routes)
    const { send } = await setUpRoutes(createExpress, gates)
    for (const [route, gate] of gates.entries()) {
      expect((await send(`/${String(route)}`).answer).status).toBe(200)
      await expect(gate.opened).resolves.toMatchObject({ reason: 'completed' })
      if (route === 99) expect(statesOf(gates)).toBe(statesOf100)
    }
    expect(listeners.size).toBe(0)
  })

  it('open when all are asked at once, each by somebody else', async () => {
    const gates = makeGates()
    const { send } = await setUpRoutes(createExpress, gates)
    const answers = await Promise.all([...paths, ...paths].map((path) => send(path).answer))
    expect(answers.filter(({ status }) => status !== 200)).toEqual([])
    await Promise.all(gates.map(({ opened }) => opened))
  })

  it('keep none of what they have let in', async () => {
    const gates = makeGates()
    const { send, met } = await setUpRoutes(createExpress, gates)
    await Promise.all(paths.map((path) => send(path).answer))
    await Promise.all(gates.map(({ opened }) => opened))
    expect(met).toHaveLength(2 * routes)
    // Node keeps a few of its own accord.
    expect(await countAlive(met)).toBeLessThan(routes / 10)
    expect(gates).toHaveLength(routes)
  })

  it('are gone themselves where the app forgets them', async () => {
    const gates: WeakRef<BootstrapGate>[] = []
    const { send } = await setUpRoutes(
      createExpress,
      paths.map(() => forgetfulGate(gates)),
    )
    expect(await countAlive(gates)).toBe(routes)
    await Promise.all(paths.map((path) => send(path).answer))
    expect(await countAlive(gates)).toBeLessThan(routes / 10)
    expect((await send('/0').answer).status).toBe(200)
  })
})

const statesOf100 = paths.map((_, route) => (route < 100 ? 'open' : 'closed')).join(' ')

/** As in docs/recipes.md. */
function forgetfulGate(made: WeakRef<BootstrapGate>[]): Middleware {
  let gate: BootstrapGate | undefined = bootstrapGate({
    requiredCompletions: 1,
    trackImports: false,
  })
  made.push(new WeakRef(gate))
  gate.opened.then(
    () => (gate = undefined),
    () => undefined,
  )
  return (req, res, next) => {
    if (gate === undefined) next()
    else gate(req, res, next)
  }
}

/** How many of them the collector cannot take. */
async function countAlive(references: readonly WeakRef<object>[]): Promise<number> {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  // Once is not enough for what the compiler of another thread looks at meanwhile.
  for (let time = 0; time < 3; time++) {
    for (let turns = 0; turns < 10; turns++) await turn()
    collect()
  }
  return references.filter((reference) => reference.deref() !== undefined).length
}

it('the boot clock of a gate starts with its own first request', async () => {
  const gates = makeGates({ bootTimeoutMs: 50, requiredCompletions: 2 })
  const { send } = await setUpRoutes(express5, gates)
  const [first, ...others] = gates
  await send('/0').answer
  // Nothing is stuck: it was asked once, and then nobody came.
  await expect(first?.opened).resolves.toMatchObject({ reason: 'idle' })
  expect(new Set(others.map(({ state }) => state))).toEqual(new Set(['closed']))
})

it('an import elsewhere keeps a route waiting, unless its gate tracks none', async () => {
  const [tracking, other] = [true, false].map((trackImports) =>
    closedGate({ requiredCompletions: 1, trackImports }),
  ) as [BootstrapGate, BootstrapGate]
  const elsewhere = begin('./elsewhere.mjs', app)
  const [waiting, served] = [meet(tracking), meet(other)]
  expect([isIn(waiting), isIn(served)]).toEqual([false, true])
  served.finish()
  expect(other.state).toBe('open')
  end(elsewhere)
  await turn()
  expect(isIn(waiting)).toBe(true)
})

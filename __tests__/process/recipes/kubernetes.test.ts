import { once } from 'node:events'
import net from 'node:net'
import path from 'node:path'
import { PassThrough } from 'node:stream'
import { stopAfterTest } from '../../helpers/cleanup'
import { Kubelet } from './support/kubelet'
import { Load, type Sent } from './support/load'
import { Program } from './support/program'

const file = path.resolve(__dirname, '../../../examples/kubernetes/app.mjs')

test('it is warm before it is ready, and nobody but the kubelet has come', async () => {
  const program = await Program.start(file)
  const kubelet = new Kubelet(program)
  await kubelet.started
  await program.says('The gate is open: warmed-up.\n')
  await expect(kubelet.probe('/readyz')).resolves.toMatchObject({
    status: 200,
    body: { status: 'ok', state: 'open' },
  })
  await kubelet.stop()
  expect(kubelet.statuses('/livez')).not.toContain(503)
  expect(program.errors).toBe('')
})

test('a pod that gets two requests, and then none, is left alone, and opens as a quiet one', async () => {
  const program = await Program.start(file, { WARM_UP: 'off', BOOT_TIMEOUT_MS: '1000' })
  const kubelet = new Kubelet(program)
  await kubelet.started
  expect((await kubelet.probe('/readyz')).body).toEqual({ status: 'ok', state: 'closed' })
  for (const path of ['/', '/report']) {
    expect((await program.send(path).answer).status).toBe(200)
  }
  await program.says('The gate is open: idle.')
  expect((await kubelet.probe('/livez')).body).toEqual({ status: 'ok', state: 'open' })
  await kubelet.stop()

  expect(kubelet.statuses('/livez').length).toBeGreaterThan(10)
  expect(new Set(kubelet.statuses('/livez'))).toEqual(new Set([200]))
  expect(new Set(kubelet.statuses('/readyz'))).toEqual(new Set([200]))
  expect(kubelet.statuses('/startupz').at(-1)).toBe(200)
  expect(program.errors).toBe('')
})

test('a pod that is stuck fails, and only then is to be started anew', async () => {
  const program = await Program.start(file, { WARM_UP: 'off', BOOT_TIMEOUT_MS: '1000' })
  const kubelet = new Kubelet(program)
  await kubelet.started
  const order = await beginOrder(program, kubelet)
  stopAfterTest(order.abort)
  const failed = { status: 503, body: { status: 'failed', state: 'failed' } }
  await kubelet.until('/livez', 503)
  await kubelet.stop()
  for (const path of ['/livez', '/readyz', '/startupz']) {
    expect(await kubelet.probe(path)).toEqual({ path, ...failed })
  }
  expect((await program.send('/').answer).status).toBe(503)
  expect(program.errors).toContain('The gate has not opened: ERR_BOOTSTRAP_GATE_BOOT_TIMEOUT.')
})

const drainMs = 800
const inShort = { DRAIN_MS: String(drainMs), SERVE_MS: '3000' }

/** Who came before the drain was over was served, and who came later was, or was refused. */
function expectNobodyLost(sent: readonly Sent[], drainOverAt: number): void {
  const before = sent.filter(({ at }) => at < drainOverAt)
  expect(before.length).toBeGreaterThan(drainMs / 20)
  expect(before.filter(({ outcome }) => outcome !== 200)).toEqual([])
  const failures = sent.map(({ outcome }) => outcome).filter((outcome) => outcome !== 200)
  expect(failures).toContain('ECONNREFUSED')
  // In the very moment of closing.
  const reset = failures.filter((outcome) => outcome !== 'ECONNREFUSED')
  expect(reset.filter((outcome) => outcome !== 'ECONNRESET')).toEqual([])
  expect(reset.length).toBeLessThan(5)
}

test('told to end under load it serves all who come until the drain is over, and ends', async () => {
  const program = await Program.start(file, inShort)
  const kubelet = new Kubelet(program)
  await kubelet.started
  const load = new Load(program.port, ['/', '/report', '/orders/7'])
  await load.answered(20)

  const toldAt = performance.now()
  program.child.kill('SIGTERM')
  await kubelet.until('/readyz', 503)
  const knownAt = performance.now()
  expect(await program.exit).toBe(0)
  const tookMs = performance.now() - toldAt
  await load.stop()
  await kubelet.stop()

  expectNobodyLost(load.sent, toldAt + drainMs)
  const during = load.sent.filter(({ at, outcome }) => at > knownAt && outcome === 200)
  expect(during.filter(({ isLastOfConnection }) => !isLastOfConnection)).toEqual([])
  expect(new Set(kubelet.statuses('/livez'))).toEqual(new Set([200]))
  expect(tookMs).toBeLessThan(3000)
  expect(program.errors).toBe('')
})

/** An order whose body is on its way: it is inside, and others wait for it. */
async function beginOrder(program: Program, kubelet: Kubelet) {
  const body = new PassThrough()
  const headers = { 'Content-Type': 'application/json' }
  const { answer, abort } = program.send('/orders', { method: 'POST', headers, body })
  body.write('{"id":')
  // What comes after this comes after the order.
  await kubelet.probe('/livez')
  const finish = async (): Promise<number> => {
    body.end('"7"}')
    return (await answer).status
  }
  return { answer, abort, finish }
}

async function startHolding(env: NodeJS.ProcessEnv) {
  const program = await Program.start(file, { ...env, WARM_UP: 'off' })
  const kubelet = new Kubelet(program)
  await kubelet.started
  const order = await beginOrder(program, kubelet)
  const load = new Load(program.port, ['/', '/report'])
  await kubelet.probe('/livez')
  const toldAt = performance.now()
  program.child.kill('SIGTERM')
  expect((await kubelet.until('/readyz', 503)).body).toEqual({ status: 'draining' })
  return { program, kubelet, order, load, toldAt }
}

test.each(['during the drain', 'after the drain'])(
  'who is held is served, where the one inside comes to its end %s',
  async (when) => {
    const { program, kubelet, order, load, toldAt } = await startHolding(inShort)
    if (when === 'after the drain') await load.met('ECONNREFUSED')
    expect(load.sent.filter(({ outcome }) => outcome === 200)).toEqual([])
    expect(await order.finish()).toBe(201)
    expect(await program.exit).toBe(0)
    await load.stop()
    await kubelet.stop()

    expectNobodyLost(load.sent, toldAt + drainMs)
    expect(new Set(kubelet.statuses('/livez'))).toEqual(new Set([200]))
    expect(program.errors).toBe('')
  },
)

test('who cannot be served in time gets a 503, and the process ends all the same', async () => {
  const { program, order, load, toldAt } = await startHolding({ DRAIN_MS: '300', SERVE_MS: '900' })
  const cut = expect(order.answer).rejects.toThrow()
  expect(await program.exit).toBe(0)
  expect(performance.now() - toldAt).toBeLessThan(900 + 1000 + 1000)
  await load.stop()
  await cut

  const outcomes = load.sent.map(({ outcome }) => outcome)
  expect(outcomes.filter((outcome) => outcome === 503).length).toBeGreaterThan(10)
  expect(outcomes).not.toContain(200)
  expect(program.errors).toBe('The gate has not opened: ERR_BOOTSTRAP_GATE_STOPPED.\n')
})

test('an answer that is read slowly is not cut off, and a connection at rest keeps nobody', async () => {
  const program = await Program.start(file, { DRAIN_MS: '0', SERVE_MS: '10000' })
  await program.says('The gate is open')
  const resting = net.connect(program.port, '127.0.0.1')
  stopAfterTest(() => resting.destroy())
  resting.write('GET / HTTP/1.1\r\nHost: shop\r\n\r\n')
  await once(resting, 'data')

  const reader = net.connect(program.port, '127.0.0.1')
  stopAfterTest(() => reader.destroy())
  reader.write('GET /export HTTP/1.1\r\nHost: shop\r\n\r\n')
  await once(reader, 'readable')
  program.child.kill('SIGTERM')
  await program.refuses()

  let read = 0
  reader.on('data', (chunk: Buffer) => (read += chunk.length))
  await once(reader, 'close')
  expect(read).toBeGreaterThan(20_000_000)
  expect(await program.exit).toBe(0)
})

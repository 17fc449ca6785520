import { setTimeout as delay } from 'node:timers/promises'
import { http1Client } from '../../helpers/client'
import { sendMany } from '../../helpers/send-many'
import { turn } from '../../helpers/turn'
import { type Backend, startBackend } from '../support/backend'
import { proxies, Proxy, type ProxyName } from '../support/proxy'

const isEmpty = ({ gate }: Backend): boolean => {
  const { queued, inFlight } = gate.stats()
  return queued === 0 && inFlight === 0
}

/** It serves whoever comes, and nobody of before counts as served or is lost from the counts. */
async function expectUnharmed(backends: readonly Backend[]): Promise<void> {
  while (!backends.every(isEmpty)) await turn()
  for (const { gate, stage, port } of backends) {
    stage.answerAll()
    const answers = await sendMany(http1Client(port), 10)
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
    await gate.opened
    expect(gate.stats()).toMatchObject({ queued: 0, inFlight: 0, slotTimeouts: 0 })
    expect(Object.values(gate.stats().rejected)).toEqual([0, 0, 0, 0, 0])
  }
}

async function startPair(name: ProxyName) {
  const backends = [await startBackend(), await startBackend()] as const
  const proxy = await Proxy.start(name, [backends[0].port, backends[1].port])
  return { backends, proxy }
}

function answerLast({ stage }: Backend): void {
  const visit = stage.visits.entries.at(-1)
  if (visit?.res.writableEnded === false) visit.answer()
}

describe.each(proxies)('%s is killed', (name) => {
  test('while all are held: they leave the line, and the gates serve on', async () => {
    const { backends, proxy } = await startPair(name)
    const clients = sendMany(http1Client(proxy.port), 100).catch(() => 'cut off')
    const held = (): number => backends.reduce((sum, { gate }) => sum + gate.stats().queued, 0)
    while (held() < 98) await turn()
    await proxy.end('SIGKILL')
    expect(await clients).toBe('cut off')
    await expectUnharmed(backends)
    for (const { gate, stage } of backends) {
      // One was inside; few have got in while their ends were still on the way.
      expect(stage.visits.entries.length).toBeLessThan(1 + 25 + 10)
      expect(gate.stats().aborted).toBeGreaterThan(10)
    }
  })

  test.each(Array.from({ length: 4 }, (_, index) => index))(
    'at a moment of chance, while clients come and go (%#)',
    async () => {
      const { backends, proxy } = await startPair(name)
      const over = new AbortController()
      const come = async (): Promise<void> => {
        for (let count = 0; !over.signal.aborted && count < 1000; count++) {
          const { answer, abort } = http1Client(proxy.port)(`/${String(count)}`, {
            method: count % 3 ? 'GET' : 'POST',
            body: Buffer.from('x'.repeat(count % 3 ? 0 : 2000)),
          })
          if (count % 5 === 0) setTimeout(abort, 5)
          else if (count % 2) answerLast(backends[count % 4 === 1 ? 0 : 1])
          await Promise.race([answer.catch(() => undefined), delay(5)])
        }
      }
      const clients = Array.from({ length: 20 }, come)
      await delay(20 + Math.random() * 150)
      await proxy.end('SIGKILL')
      over.abort()
      await Promise.all(clients)
      await expectUnharmed(backends)
    },
  )
})

import { readFileSync } from 'node:fs'
import path from 'node:path'
import { PassThrough } from 'node:stream'
import { setTimeout as delay } from 'node:timers/promises'
import { resolveOptions } from '../../../lib/options/options'
import { http1Client } from '../../helpers/client'
import { Latch } from '../../helpers/latch'
import { sendMany } from '../../helpers/send-many'
import { startBackend } from '../support/backend'
import { untilServer, withStats } from '../support/haproxy-stats'
import { proxies, Proxy, withoutChecks } from '../support/proxy'

/** More than HAProxy lets wait for a connection. */
const slowBootMs = 2500

describe.each(proxies)('%s', (name) => {
  test('many at once on two cold processes: all are served, and none of them by a proxy’s error', async () => {
    const handler = (_req: unknown, res: { end: (body: string) => void }): void => {
      setTimeout(() => {
        res.end('served')
      }, 5)
    }
    const cold = [await startBackend({}, handler), await startBackend({}, handler)] as const
    const proxy = await Proxy.start(name, [cold[0].port, cold[1].port])
    const answers = await sendMany(http1Client(proxy.port), 300)
    expect(new Set(answers.map(({ status, body }) => `${String(status)} ${body}`))).toEqual(
      new Set(['200 served']),
    )
    for (const { gate } of cold) {
      // Both got their share.
      expect((await gate.opened).reason).toBe('completed')
      expect(gate.stats()).toMatchObject({ aborted: 0, slotTimeouts: 0 })
    }
  })

  test('a slow boot: whoever came is held, here or in the proxy, until it is over', async () => {
    const waitFor = [delay(slowBootMs)]
    const cold = [await startBackend({ waitFor }), await startBackend({ waitFor })] as const
    for (const { stage } of cold) stage.answerAll()
    // HAProxy keeps most of them in its own line. It would see that nobody is ready, and say 503.
    const proxy = await Proxy.start(name, [cold[0].port, cold[1].port], (config) =>
      withoutChecks(config).replace('maxconn 200', 'maxconn 20'),
    )
    const answers = await sendMany(http1Client(proxy.port), 100)
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
    const held = cold.map(({ gate }) => gate.stats().peakQueued)
    expect(Math.max(...held)).toBeGreaterThanOrEqual(name === 'haproxy' ? 20 : 40)
    if (name === 'haproxy') expect(Math.max(...held)).toBeLessThanOrEqual(20)
  })

  test('an upload that takes its time keeps no slot', async () => {
    const { port, gate, stage, bodies } = await startBackend()
    stage.answerAll()
    const proxy = await Proxy.start(name, [port, port])
    const client = http1Client(proxy.port)
    const body = new PassThrough()
    const upload = client('/orders', { method: 'POST', body })
    body.write('half of ')
    await sendMany(client, 3)
    expect(gate.stats()).toMatchObject({ admitted: 3, inFlight: 0, queued: 0 })
    body.end('an order')
    expect((await upload.answer).status).toBe(200)
    expect(bodies).toEqual(['half of an order'])
  })
})

test('where no process is ready HAProxy says 503 by itself', async () => {
  const database = new Latch()
  const cold = await startBackend({ waitFor: [database.opened] })
  const proxy = await Proxy.start('haproxy', [cold.port, cold.port], withStats)
  for (const server of ['one', 'two'] as const) {
    await untilServer(proxy, server, ({ status = '' }) => status.startsWith('DOWN'))
  }
  expect((await http1Client(proxy.port)('/').answer).status).toBe(503)
  expect(cold.gate.stats()).toMatchObject({ queued: 0, admitted: 0 })
})

test('both wait for longer than a request is held by default, and then inside', () => {
  const { queueTimeoutMs, slotTimeoutMs } = resolveOptions()
  const secondsIn = (file: string, setting: string): number => {
    const config = readFileSync(path.resolve(__dirname, '../../../examples/proxies', file), 'utf8')
    return Number(new RegExp(`^ *${setting} (\\d+)s`, 'm').exec(config)?.[1])
  }
  const longest = (queueTimeoutMs + slotTimeoutMs) / 1000
  expect(secondsIn('haproxy.cfg', 'timeout server')).toBeGreaterThan(longest)
  expect(secondsIn('nginx.conf', 'proxy_read_timeout')).toBeGreaterThan(longest)
})

import { setTimeout as delay } from 'node:timers/promises'
import { http1Client } from '../../helpers/client'
import { freePort } from '../../helpers/free-port'
import { Load } from '../../process/recipes/support/load'
import { proxies, Proxy } from '../support/proxy'
import { startShop } from '../support/shop'

/** Longer than HAProxy takes to notice. */
const drainMs = 2500

/** Orders, one after the other, until told to stop. */
function placeOrders(port: number) {
  const stop = new AbortController()
  const statuses: (number | string)[] = []
  const over = (async () => {
    const headers = { 'Content-Type': 'application/json' }
    for (let id = 0; !stop.signal.aborted && id < 5000; id++) {
      const body = Buffer.from(JSON.stringify({ id }))
      const sent = http1Client(port)('/orders', { method: 'POST', headers, body })
      statuses.push(
        await sent.answer.then(
          ({ status, body }) => (body === `{"id":${String(id)}}` ? status : body),
          String,
        ),
      )
      await delay(5)
    }
  })()
  return async () => {
    stop.abort()
    await over
    return statuses
  }
}

test.each(proxies)(
  '%s: processes are restarted one by one, and no request is lost',
  async (name) => {
    const ports = [await freePort(), await freePort()] as const
    const shops = await Promise.all(
      ports.map((port) => startShop(port, 'The gate is open', drainMs)),
    )
    const proxy = await Proxy.start(name, ports)
    const load = new Load(proxy.port, ['/', '/report', '/orders/7'])
    const stopOrders = placeOrders(proxy.port)
    await load.answered(50)
    for (const [index, shop] of shops.entries()) {
      expect(await shop.end()).toBe(0)
      // It is sent clients as soon as the proxy likes.
      await startShop(ports[index] ?? 0, 'Listening', drainMs)
      await load.answered(100)
    }
    await load.stop()
    expect(load.sent.length).toBeGreaterThan(500)
    expect(load.sent.filter(({ outcome }) => outcome !== 200)).toEqual([])
    const orders = await stopOrders()
    expect(orders.length).toBeGreaterThan(100)
    expect(new Set(orders)).toEqual(new Set([201]))
  },
)

import { once } from 'node:events'
import { createServer, request, type ServerResponse } from 'node:http'
import { closedGate } from '../helpers/closed-gate'
import { listen } from '../helpers/listen'

/** As tracing middleware does. */
function wrap<T extends object>(target: T): T {
  return new Proxy(target, {
    get: (from, key) => {
      const value: unknown = Reflect.get(from, key)
      return typeof value === 'function' ? (value.bind(from) as unknown) : value
    },
  })
}

test('a client that leaves a wrapped response frees its slot', async () => {
  const gate = closedGate()
  const server = createServer((req, res: ServerResponse) => {
    gate(wrap(req), wrap(res), () => {
      // It is read to its end, and never answered.
      req.resume()
      req.once('end', () => client.destroy())
    })
  })
  const port = await listen(server)
  const client = request({ port, method: 'POST', agent: false }).on('error', () => undefined)
  client.end('body')
  await expect(once(gate.events, 'abort')).resolves.toMatchObject([{ wasAdmitted: true }])
  expect(gate.stats()).toMatchObject({ aborted: 1, inFlight: 0 })
})

import { AsyncLocalStorage } from 'node:async_hooks'
import type { BootstrapGateOptions } from '../../lib'
import type { Middleware } from '../helpers/framework'
import { startBusy, type Busy } from './support/start'

test.each<[string, BootstrapGateOptions, (app: Busy) => void]>([
  [
    'when the gate is shut down',
    {},
    ({ gate }) => {
      gate.shutdown()
    },
  ],
  ['when they were held for too long', { queueTimeoutMs: 50 }, () => undefined],
])('rejected requests keep their own async context %s', async (_name, options, reject) => {
  const storage = new AsyncLocalStorage<string | undefined>()
  const withStore: Middleware = (req, _res, next) => {
    storage.run(req.url, next)
  }
  const handler: BootstrapGateOptions['handler'] = (_req, res) => {
    res.end(storage.getStore())
  }
  const app = await startBusy({ ...options, handler }, { before: [withStore] })
  const answers = ['/1', '/2', '/3'].map((path) => app.send(path).answer)
  await app.arrivals.until(4)
  reject(app)
  const bodies = (await Promise.all(answers)).map(({ body }) => body)
  expect(bodies).toEqual(['/1', '/2', '/3'])
})

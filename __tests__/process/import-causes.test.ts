import type { BootstrapGateStats } from '../../lib'
import { ChildApp } from './support/child-app'
import { whereReported } from './support/node-lines'

describe('what caused an import', () => {
  const causes = ['directly', 'after-await', 'from-a-timer', 'from-an-emitter']

  async function untilPending(app: ChildApp, count: number): Promise<BootstrapGateStats> {
    for (;;) {
      const stats = await app.stats()
      if (stats.imports.pending.length === count) return stats
    }
  }

  whereReported(
    'is told, with the path and without the query, for each of many at once',
    async () => {
      const app = await ChildApp.start('gates/causes.mjs')
      for (const cause of causes) app.send('GET', `/reports/${cause}?token=secret`)
      const { imports } = await untilPending(app, causes.length + 1)
      const told = imports.pending.map(({ label, request }) => [label.split('?')[1], request])
      expect(Object.fromEntries(told)).toEqual({
        'no-request': null,
        directly: 'GET /reports/directly',
        'after-await': 'GET /reports/after-await',
        'from-a-timer': 'GET /reports/from-a-timer',
        'from-an-emitter': 'GET /reports/from-an-emitter',
      })
      for (const { parentURL, ageMs } of imports.pending) {
        expect(parentURL).toMatch(/^file:.*\/gates\/causes\.mjs$/)
        expect(ageMs).toBeGreaterThanOrEqual(0)
      }
    },
  )

  whereReported('is told of the imports that an imported module makes', async () => {
    const app = await ChildApp.start('gates/causes.mjs')
    app.send('GET', '/reports/from-a-module')
    const { imports } = await untilPending(app, 4)
    const [, ...caused] = imports.pending.map(({ label, request }) => `${label} ${String(request)}`)
    expect(caused).toEqual([
      '../imports/modules/cycle-a.mjs GET /reports/from-a-module',
      './cycle-b.mjs GET /reports/from-a-module',
      './cycle-a.mjs GET /reports/from-a-module',
    ])
  })
})

describe('what Node does not report', () => {
  it.each(['worker', 'compiled'])('%s: the gate opens without waiting for it', async (name) => {
    const app = await ChildApp.start('gates/blind-spots.cjs')
    await app.request('POST', `/${name}`)
    await app.until('open', { reason: 'completed' })
    await app.until('loaded', { name })
    expect((await app.stats()).imports.settled).toBe(0)
  })
})

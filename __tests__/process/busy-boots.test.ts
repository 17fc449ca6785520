import { ChildApp } from './support/child-app'
import { whereReported } from './support/node-lines'

describe('ten boots whose event loop is busy for longer than quietMs between two imports', () => {
  for (const busyMs of [70, 100]) {
    whereReported(`for ${String(busyMs)} ms: none opens in between`, async () => {
      const app = await ChildApp.start('boots/busy-boots.mjs', { boots: 10, busyMs })
      expect(await app.until('done')).toMatchObject({ early: 0 })
    })
  }
})

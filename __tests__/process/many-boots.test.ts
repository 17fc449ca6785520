import { ChildApp } from './support/child-app'
import { expected, whereNotReported } from './support/node-lines'

describe('200 boots, each with a chain of imports', () => {
  const boots = 200

  it('see no early opening', async () => {
    const app = await ChildApp.start('boots/boots.mjs', {
      boots,
      tracked: !expected.reportsImports,
    })
    expect(await app.until('done')).toMatchObject({ early: 0 })
  })

  whereNotReported('see early openings where imports are not reported, nor tracked', async () => {
    const app = await ChildApp.start('boots/boots.mjs', { boots })
    expect((await app.until('done'))['early']).toBeGreaterThan(0)
  })
})

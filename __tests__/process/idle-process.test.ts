import { ChildApp } from './support/child-app'

describe('a gate that waits for its quiet window', () => {
  it('opens in a process where nothing else happens', async () => {
    const app = await ChildApp.start('gates/idle.cjs')
    expect(await app.until('open')).toMatchObject({ reason: 'completed' })
  })
})

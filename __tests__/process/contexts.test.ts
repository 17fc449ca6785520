import { ChildApp } from './support/child-app'

describe('a gate that has opened', () => {
  it('keeps no async context of a request alive', async () => {
    const app = await ChildApp.start('gates/contexts.cjs')
    await app.request('GET', '/')
    expect((await app.request('GET', '/is-there')).body).toBe('true')
    app.command('open')
    await app.until('open')
    let body = 'true'
    while (body === 'true') ({ body } = await app.request('GET', '/is-there'))
    expect(body).toBe('false')
  })
})

import { ChildApp } from './support/child-app'

describe('a warning of a gate that sees no imports', () => {
  it('does not claim that no import is in flight when nobody looks', async () => {
    const gate = { bootTimeoutMs: 250, trackImports: false }
    const app = await ChildApp.start('imports/app.mjs', { gate })
    app.send('GET', '/wait/never')
    const { message } = await app.until('warning', { code: 'BOOTSTRAP_GATE_BOOT_TIMEOUT' })
    expect(message).toContain('Inside the app: GET /wait/never for ')
    expect(message).not.toContain('No import is in flight')
  })
})

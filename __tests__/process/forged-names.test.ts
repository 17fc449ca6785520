import { ChildApp } from './support/child-app'
import { whereReported } from './support/node-lines'

/** One line of what a terminal shows as it is. */
const oneLine = /^[\x20-\x7e]+$/

async function warningOf(route: string): Promise<string> {
  const app = await ChildApp.start('gates/forged.mjs', { gate: { slotTimeoutMs: 100 } })
  app.send('GET', route)
  return (await app.until('warning', { code: 'BOOTSTRAP_GATE_SLOT_TIMEOUT' })).message
}

describe('a name that would forge a line is one of visible ASCII in a warning', () => {
  whereReported('as the specifier of an import', async () => {
    const message = await warningOf('/specifier')
    expect(message).toMatch(oneLine)
    expect(message).toContain('\\u001b[2J\\u000a(node:7) Error: forged\\u202e')
  })

  whereReported('as that of a module that imports', async () => {
    expect(await warningOf('/parent')).toMatch(oneLine)
  })

  it('as a label', async () => {
    const message = await warningOf('/label')
    expect(message).toMatch(oneLine)
    expect(message).toContain("tracked work '\\u001b[2J\\u000a(node:7) Error: forged\\u202e'")
  })
})

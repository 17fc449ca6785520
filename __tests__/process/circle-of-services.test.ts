import { ChildApp } from './support/child-app'

const gate = { slotTimeoutMs: 300 }

/** A page of a service that was just deployed asks another one, that asks back. */
async function askInACircle(settings: object): Promise<ChildApp> {
  const [first, second] = await Promise.all([
    ChildApp.start('circle/app.cjs', { gate, ...settings }),
    ChildApp.start('circle/app.cjs', { gate }),
  ])
  const { body } = await first.request('GET', `/page/${String(second.port)}`)
  expect(body).toBe('It costs 4, as there are 3 in stock.')
  return first
}

describe('service A asks B, and B asks A, while both are closed', () => {
  it('is answered after a slot timeout, with a warning: nothing tells A whose request comes back', async () => {
    const first = await askInACircle({})

    expect(await first.stats()).toMatchObject({ slotTimeouts: 1, nested: 0, gaveWay: 0 })
    const { message } = await first.until('warning', { code: 'BOOTSTRAP_GATE_SLOT_TIMEOUT' })
    expect(message).toMatch(/^GET \/page\/\d+ has kept its slot/)
  })

  it('waits for nothing where the route that B asks for stands before the gate', async () => {
    const first = await askInACircle({ stockIsBefore: true })

    expect(await first.stats()).toMatchObject({ slotTimeouts: 0, completed: 1 })
    expect(first.all('warning')).toEqual([])
  })
})

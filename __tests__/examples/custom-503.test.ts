import { Example } from './support/example'
import { beginNote, sendNotes } from './support/slow-note'

describe('examples/custom-503.mjs', () => {
  it('refuses in its own words, and answers health checks meanwhile', async () => {
    const example = await Example.start('custom-503.mjs')
    const finish = await beginNote(example)
    const held = sendNotes(example, 2)
    await example.until('arrived', { queued: 2 })

    const [refused] = await Promise.all(sendNotes(example, 1))
    expect(refused?.status).toBe(503)
    expect(refused?.headers).toMatchObject({ 'retry-after': '2', 'cache-control': 'no-store' })
    expect(JSON.parse(refused?.body ?? '')).toEqual({
      error: 'The service is starting.',
      code: 'ERR_BOOTSTRAP_GATE_QUEUE_FULL',
    })

    const health = await example.send('/healthz').answer
    expect(health.status).toBe(200)
    expect(JSON.parse(health.body)).toEqual({ state: 'closed', completed: 0, queued: 2 })

    expect((await finish('')).status).toBe(200)
    expect((await Promise.all(held)).map(({ body }) => body)).toEqual(
      Array(2).fill('noted: quick\n'),
    )
  })
})

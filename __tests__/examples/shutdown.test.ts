import { Example } from './support/example'
import { beginNote, sendNotes } from './support/slow-note'

describe('examples/shutdown.mjs', () => {
  it('answers everybody when it is told to end while requests are held', async () => {
    const example = await Example.start('shutdown.mjs')
    const finish = await beginNote(example)
    const held = sendNotes(example, 5)
    await example.until('arrived', { queued: 5 })

    const exitCode = example.end('SIGTERM')
    for (const { status, headers } of await Promise.all(held)) {
      const { connection } = headers
      expect({ status, connection }).toEqual({ status: 503, connection: 'close' })
    }
    const { status, body } = await finish(' and steady')
    expect({ status, body }).toEqual({ status: 200, body: 'noted: slow and steady\n' })
    expect(await exitCode).toBe(0)
    expect(example.errors).toBe('')
  })

  it('answers who is inside when it is told to end after opening', async () => {
    const example = await Example.start('shutdown.mjs')
    await Promise.all(sendNotes(example, 4))
    await example.until('open')
    const finish = await beginNote(example)

    const exitCode = example.end('SIGTERM')
    expect((await finish('')).status).toBe(200)
    expect(await exitCode).toBe(0)
  })

  it('ends when nobody has ever come', async () => {
    const example = await Example.start('shutdown.mjs')

    expect(await example.end('SIGTERM')).toBe(0)
  })
})

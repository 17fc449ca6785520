import { once } from 'node:events'
import type { Framework } from '../../helpers/framework'
import { sendMany } from '../../helpers/send-many'
import { setUp } from '../../helpers/set-up'

/** A server that is to stop before it has started. */
export function shutdownSuite(framework: Framework): void {
  const isHttp1 = framework.httpVersion === 1
  // A client that would keep its connection; HTTP/2 has no such header.
  const headers = isHttp1 ? { connection: 'keep-alive' } : {}

  test('shutdown() rejects all who are held, so that the server can close', async () => {
    const { gate, stage, arrivals, send, server } = await setUp(framework)
    const inside = send('/inside')
    await arrivals.until(1)
    const held = ['/one', '/two'].map((path) => send(path, { headers }))
    await arrivals.until(3)
    const closed = once(server, 'close')
    server.close()
    gate.shutdown()
    for (const { answer } of held) {
      const { status, headers, body } = await answer
      expect(status).toBe(503)
      if (isHttp1) expect(headers.connection).toBe('close')
      expect(body).toContain('The service is shutting down.')
    }
    stage.answerAll()
    await expect(inside.answer).resolves.toMatchObject({ status: 200 })
    await closed
    expect(stage.paths).toEqual(['/inside'])
    expect(gate.stats()).toMatchObject({ state: 'stopped', queued: 0, rejected: { stopped: 2 } })
    // Nobody has looked at it before: a rejection that went unhandled would have failed the test.
    await expect(gate.opened).rejects.toMatchObject({ code: 'ERR_BOOTSTRAP_GATE_STOPPED' })
  })

  test('who comes after shutdown() is rejected', async () => {
    const { gate, stage, send } = await setUp(framework)
    gate.shutdown()
    const answers = await sendMany(send, 3)
    expect(answers.map(({ status }) => status)).toEqual([503, 503, 503])
    expect(stage.paths).toEqual([])
  })

  test('after opening shutdown() changes nothing', async () => {
    const { gate, stage, send } = await setUp(framework)
    gate.open()
    gate.shutdown()
    stage.answerAll()
    await expect(send('/').answer).resolves.toMatchObject({ status: 200 })
    expect(gate.state).toBe('open')
  })
}

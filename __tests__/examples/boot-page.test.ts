import type { Answer } from '../helpers/client'
import { Example } from './support/example'

describe('examples/boot-page.mjs', () => {
  const start = (): Promise<Example> =>
    Example.start('boot-page.mjs', { BOOT_PASSWORD: 'a:secret' })

  const ask = (example: Example, path: string, credentials?: string): Promise<Answer> => {
    const authorization = `Basic ${Buffer.from(credentials ?? '').toString('base64')}`
    return example.send(path, credentials === undefined ? {} : { headers: { authorization } })
      .answer
  }

  it('shows the boot to those who have the password, before the gate is open', async () => {
    const example = await start()

    const page = await ask(example, '/boot', 'me:a:secret')

    expect(page.status).toBe(200)
    expect(page.headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
      'cache-control': 'no-store',
    })
    expect(page.body).toContain('The gate is closed, and no request has come yet.')
  })

  it.each(['/boot', '/boot/trace.json'])('shows %s to nobody else', async (path) => {
    const example = await start()

    for (const credentials of [undefined, '', 'me:', 'me:wrong', 'a:secret']) {
      const { status, headers, body } = await ask(example, path, credentials)
      expect([status, headers['www-authenticate'], body]).toEqual([401, 'Basic realm="boot"', ''])
    }
  })

  it('logs one line when the gate has opened, and shows who came', async () => {
    const example = await start()

    await Promise.all(Array.from({ length: 8 }, () => example.send('/report').answer))
    await example.until('open')

    const { body } = await ask(example, '/boot', 'me:a:secret')
    expect(body).toContain('GET /report')
    expect(body).toContain('The gate opened')
    const trace = await ask(example, '/boot/trace.json', 'me:a:secret')
    expect(JSON.parse(trace.body)).toMatchObject({ traceEvents: expect.any(Array) as unknown })
    const lines = example.output.split('\n').filter((line) => line.startsWith('{"event":"boot"'))
    expect(lines.map((line) => JSON.parse(line) as unknown)).toMatchObject([
      { reason: 'completed', bootMs: expect.any(Number) as number, stuck: [], warmUp: ['/report'] },
    ])
  })
})

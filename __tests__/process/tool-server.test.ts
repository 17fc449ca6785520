import { once } from 'node:events'
import http from 'node:http'
import { stopAfterTest } from '../helpers/cleanup'
import { ChildApp } from './support/child-app'

const both = 'application/json, text/event-stream'

describe('a client of a tool server: POST, POST, a GET that stands open, POST', () => {
  it('is answered while its stream stands open, without a slot timeout', async () => {
    const app = await ChildApp.start('self/tools.cjs')
    const send = (method: string, accept: string): http.ClientRequest =>
      http.request({ port: app.port, path: '/mcp', method, headers: { accept }, agent: false })
    const post = async (): Promise<void> => {
      const [response] = (await once(send('POST', both).end(), 'response')) as [
        http.IncomingMessage,
      ]
      expect(response.statusCode).toBe(200)
      await once(response.resume(), 'end')
    }

    await post()
    await post()
    const standing = send('GET', 'text/event-stream').end()
    stopAfterTest(() => standing.destroy())
    await once(standing, 'response')
    await post()
    expect(await app.stats()).toMatchObject({ streamed: 1, slotTimeouts: 0 })
    await expect(app.until('open')).resolves.toMatchObject({ reason: 'completed' })
    expect(app.all('warning')).toEqual([])
  })
})

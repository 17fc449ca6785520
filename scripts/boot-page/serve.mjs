import { once } from 'node:events'
import { createServer } from 'node:http'
import { setTimeout as delay } from 'node:timers/promises'

/** Serves an app. @returns what sends a request to it, after a while if so asked */
export async function serve(app) {
  const server = createServer(app).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const origin = `http://127.0.0.1:${server.address().port}`
  return async (path, { afterMs = 0, ...init } = {}) => {
    await delay(afterMs)
    try {
      const response = await fetch(origin + path, init)
      return await response.text()
    } catch {
      return undefined
    }
  }
}

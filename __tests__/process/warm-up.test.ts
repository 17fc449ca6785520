import { execFile } from 'node:child_process'
import path from 'node:path'
import { promisify } from 'node:util'
import { stopAfterTest } from '../helpers/cleanup'

const fixture = path.resolve(__dirname, '../fixtures/warm-up/main.mjs')

const overHttp = [
  'express',
  'express-4',
  'connect',
  'polka',
  'restify',
  'fastify',
  'nest',
  'handler',
  'http',
]
const others = ['https', 'http2', 'http2-secure']

test.each([...overHttp, ...others])(
  '%s is warm before it listens, and the process ends by itself',
  async (framework) => {
    const running = promisify(execFile)(process.execPath, [fixture, framework])
    stopAfterTest(() => running.child.kill('SIGKILL'))
    const { stdout, stderr } = await running

    expect(JSON.parse(stdout)).toEqual({
      state: 'open',
      reason: 'warmed-up',
      isListening: false,
      answers: ['/ 200', '/report 200', '/orders/1 200', '/search?q=x 200'],
      isLoaded: true,
      served: overHttp.includes(framework) ? 'a report' : null,
    })
    expect(stderr).toBe('')
  },
)

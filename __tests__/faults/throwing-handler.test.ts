import path from 'node:path'
import { http1Client } from '../helpers/client'
import { runFixture } from '../helpers/run-fixture'

test('a next() that throws over bare http is an uncaught exception, and the rest go on', async () => {
  const { port, told } = await runFixture(path.join(__dirname, 'fixtures/throws.cjs'))
  const send = http1Client(port)
  const thrown = send('/throws')
  expect(await told.at(0)).toBe('thrown by the handler')
  const answers = await Promise.all(['/1', '/2'].map((path) => send(path).answer))
  expect(answers.map(({ body }) => body)).toEqual(['served', 'served'])
  expect(await told.at(1)).toBe('open')
  thrown.abort()
})

import path from 'node:path'
import { http1Client } from '../helpers/client'
import { runFixture } from '../helpers/run-fixture'
import { sendMany } from '../helpers/send-many'

test('a process with little memory and a full queue turns the others away and serves its own', async () => {
  const { port, child, told } = await runFixture(
    path.join(__dirname, 'fixtures/little-memory.cjs'),
    { execArgv: ['--max-old-space-size=24'] },
  )
  const send = http1Client(port)
  // One of them is inside.
  const first = sendMany(send, 501)
  await told.at(0)
  const late = await sendMany(send, 200)
  expect(new Set(late.map(({ status }) => status))).toEqual(new Set([503]))
  child.send('release')
  const served = await first
  expect(new Set(served.map(({ body }) => body))).toEqual(new Set(['served']))
})

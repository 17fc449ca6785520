import path from 'node:path'
import { http1Client } from '../helpers/client'
import { runFixture } from '../helpers/run-fixture'

test('a subscriber that throws is an uncaught exception of its own turn, and the gate goes on', async () => {
  const fixture = path.join(__dirname, 'fixtures/throwing-subscribers.cjs')
  const { port, told } = await runFixture(fixture)
  const send = http1Client(port)
  expect((await send('/1').answer).body).toBe('served')
  const thrown = [...(await told.until(8))].sort()
  const happenings = ['asyncEnd', 'asyncStart', 'end', 'start']
  expect(thrown).toEqual(
    ['boot', 'request'].flatMap((channel) => happenings.map((on) => `${channel} ${on}`)),
  )
  expect((await send('/2').answer).body).toBe('served')
})

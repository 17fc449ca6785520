import { fork } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { stopAfterTest } from '../helpers/cleanup'

const file = path.resolve(__dirname, '../fixtures/gates/many.mjs')

async function warningsOf(scene: string): Promise<string[]> {
  const child = fork(file, [scene], { stdio: ['ignore', 'inherit', 'ignore', 'ipc'] })
  stopAfterTest(() => child.kill('SIGKILL'))
  const [{ warnings }] = (await once(child, 'message')) as [{ warnings: string[] }]
  return warnings
}

// It does where more than ten listen to one emitter.
describe('Node warns of no leak', () => {
  it.each([
    { scene: 'in a row', what: 'a request passes 200 closed gates' },
    { scene: 'on one connection', what: '50 requests to as many closed gates share a connection' },
  ])('where $what', async ({ scene }) => {
    expect(await warningsOf(scene)).toEqual([])
  })

  it('unless the app has one', async () => {
    expect(await warningsOf('leaking')).toEqual([
      expect.stringMatching(/^MaxListenersExceededWarning: .* close listeners/),
    ])
  })
})

import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { ChildApp } from './support/child-app'
import { expected } from './support/node-lines'

const boots = 10

/** Sends two requests at once on one connection, and waits for both answers. */
async function pipeline(port: number, first: string, second: string): Promise<void> {
  const socket = connect(port, '127.0.0.1')
  socket.write(
    `GET ${first} HTTP/1.1\r\nHost: app\r\n\r\n` +
      `GET ${second} HTTP/1.1\r\nHost: app\r\nConnection: close\r\n\r\n`,
  )
  await text(socket)
}

/** What a later request to the second route gets, boot after boot. */
async function bootMany(gated: boolean): Promise<string[]> {
  const answers: string[] = []
  for (let boot = 0; boot < boots; boot++) {
    const app = await ChildApp.start('race/app.cjs', { gated })
    await pipeline(app.port, '/report', '/legacy')
    const { status, body } = await app.request('GET', '/legacy')
    answers.push(`${String(status)} ${body}`)
    await app.stop()
  }
  return answers
}

describe('an import that races a require of the same module', () => {
  it('leaves the route broken for good without the gate', async () => {
    expect(await bootMany(false)).toEqual(Array(boots).fill(`500 ${expected.raceError}`))
  })

  it('never fails with the gate', async () => {
    expect(await bootMany(true)).toEqual(Array(boots).fill('200 <report>'))
  })
})

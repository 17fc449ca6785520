import http from 'node:http'
import https from 'node:https'
import { networkInterfaces } from 'node:os'
import path from 'node:path'
import { makeCertificate } from '../helpers/certificate'
import { runFixture } from '../helpers/run-fixture'
import { expected } from './support/node-lines'

/** A request as it arrived: who has sent it, by its own word, and who is known to have sent it. */
interface Arrival {
  readonly sent: string
  readonly known: string
}

const fixture = path.resolve(__dirname, '../fixtures/own/serve.mjs')
const inParts = 'http with a body in parts'
const inPartsOverOne = 'http with a body in parts and one connection for all'

const ways = [
  'fetch',
  'fetch with a body',
  'fetch with a body in parts',
  'http without an agent',
  'http with the agent of all',
  'http with connections kept alive',
  'http with one connection for all',
  'http with one connection at a time',
  'http with a body',
]

/** As many as the fixture sends by each asker. */
const sentByAll = 'A A A A B B B B C C nobody nobody nobody nobody nobody'.split(' ')

const certificate = makeCertificate()
const whereSecure = certificate ? it : it.skip
const hasIPv6 = Object.values(networkInterfaces())
  .flat()
  .some((found) => found?.address === '::1')

/** Sends from this process, one after the other, until it is told to stop. */
function sendFromOutside(target: string): () => Promise<void> {
  const { get, Agent } = target.startsWith('https:') ? https : http
  const agent = new Agent({ keepAlive: true, rejectUnauthorized: false })
  let isOver = false
  const sendOne = (): Promise<unknown> =>
    new Promise((resolve, reject) => {
      get(target, { agent }, (res) => res.resume().on('end', resolve)).on('error', reject)
    })
  const sendAll = async (): Promise<void> => {
    while (!isOver) await sendOne()
    agent.destroy()
  }
  const all = sendAll()
  return () => {
    isOver = true
    return all
  }
}

interface Place {
  readonly protocol?: string
  readonly listen: string
  readonly host: string
}

/** What arrived at a process while it sent to itself in a way, and others sent to it. */
async function arrivals(
  way: string,
  { protocol = 'http', listen, host }: Place,
): Promise<Arrival[]> {
  const { key = '', cert = '' } = certificate ?? {}
  const args = protocol === 'https' ? [listen, key, cert] : [listen]
  const { port, child, told } = await runFixture(fixture, { args, execArgv: ['--no-warnings'] })
  const address = `${protocol}://${host}:${String(port)}`
  const stop = sendFromOutside(`${address}/?from=outside`)
  child.send({ way, target: `${address}/?from=FROM` })
  const arrived = (await told.at(0)) as Arrival[]
  await stop()
  return arrived
}

/** Those of the process itself; of the others none may be taken for one. */
function ofItself(arrived: readonly Arrival[]): Arrival[] {
  const outside = arrived.filter(({ sent }) => sent === 'outside')
  expect(outside.length).toBeGreaterThan(0)
  expect(outside.filter(({ known }) => known !== 'nobody')).toEqual([])
  return arrived.filter(({ sent }) => sent !== 'outside')
}

function expectAllKnown(arrived: readonly Arrival[]): void {
  const own = ofItself(arrived)
  expect(own.filter(({ sent, known }) => sent !== known)).toEqual([])
  expect(own.map(({ sent }) => sent).sort()).toEqual(sentByAll)
}

const here = { listen: '127.0.0.1', host: '127.0.0.1' }

describe('requests of a process to itself are known, and whose they are', () => {
  it.each(ways)('%s', async (way) => {
    expectAllKnown(await arrivals(way, here))
  })

  it('fetch with a redirect', async () => {
    const own = ofItself(await arrivals('fetch with a redirect', here))
    expect(own.filter(({ sent, known }) => sent !== known)).toEqual([])
    expect(own).toHaveLength(2 * sentByAll.length)
  })

  it(`${inParts}, each over a connection of its own`, async () => {
    expectAllKnown(await arrivals(inParts, here))
  })

  const atOnce = expected.reportsRequestsAtOnce ? it : it.skip
  atOnce(inPartsOverOne, async () => {
    expectAllKnown(await arrivals(inPartsOverOne, here))
  })
})

describe.each([
  { listen: '0.0.0.0', host: 'localhost' },
  ...(hasIPv6
    ? [
        { listen: '::', host: '127.0.0.1' },
        { listen: '::', host: 'localhost' },
        { listen: '::', host: '[::1]' },
      ]
    : []),
])('sent to $host where the server listens on $listen', (place) => {
  it.each(['fetch', 'http with connections kept alive'])('%s', async (way) => {
    expectAllKnown(await arrivals(way, place))
  })
})

describe('over https', () => {
  const place = { ...here, protocol: 'https' }

  whereSecure.each(ways)('%s', async (way) => {
    expectAllKnown(await arrivals(way, place))
  })

  const atOnce = expected.reportsRequestsAtOnce ? whereSecure : it.skip
  atOnce.each([inParts, inPartsOverOne])('%s', async (way) => {
    expectAllKnown(await arrivals(way, place))
  })
})

describe('where Node tells of a request when its body is whole', () => {
  const late = expected.reportsRequestsAtOnce ? it.skip : it
  const lateWhereSecure = expected.reportsRequestsAtOnce ? it.skip : whereSecure

  /** Not all are known, but none is taken for somebody else's. */
  function expectNoneWrong(arrived: readonly Arrival[]): void {
    const own = ofItself(arrived)
    expect(own.filter(({ sent, known }) => known !== sent && known !== 'nobody')).toEqual([])
    expect(own).toHaveLength(sentByAll.length)
  }

  late(`${inPartsOverOne}: the first is known`, async () => {
    const arrived = await arrivals(inPartsOverOne, here)
    expectNoneWrong(arrived)
    expect(ofItself(arrived).map(({ known }) => known)).toContain('A')
  })

  lateWhereSecure(`${inParts} over https: those whose body is whole in time`, async () => {
    expectNoneWrong(await arrivals(inParts, { ...here, protocol: 'https' }))
  })
})

import { channel } from 'node:diagnostics_channel'
import { OwnRequests } from '../../../../lib/requests/own/own-requests'
import { noteSubscriptions } from '../../../helpers/subscriptions'
import { A, B, ByHand, messageByHand, publish, setScene } from './by-hand'

const created = 'http.client.request.created'
const started = 'http.client.request.start'
const opened = 'net.client.socket'
const fetched = 'undici:request:create'
const headSent = 'undici:client:sendHeaders'
const headReceived = 'undici:request:headers'

const channels = [
  created,
  started,
  'http.client.response.finish',
  opened,
  fetched,
  headSent,
  headReceived,
  'undici:request:trailers',
  'undici:request:error',
]

const subscribed = (): string[] => channels.filter((name) => channel(name).hasSubscribers)

async function isFulfilled(promise: Promise<void> | undefined): Promise<boolean> {
  return Promise.race([
    promise?.then(() => true),
    new Promise<false>((r) => setImmediate(r, false)),
  ]).then((fulfilled) => fulfilled ?? false)
}

test('all channels are listened to until it is stopped', () => {
  const listeners = noteSubscriptions()
  const { own } = setScene()
  expect(listeners.size).toBe(channels.length)
  expect(subscribed()).toEqual(channels)
  own.stop()
  expect(listeners.size).toBe(0)
  jest.restoreAllMocks()
})

test('nobody has to be told where somebody asks', () => {
  const own = new OwnRequests(() => A)
  const request = { origin: 'http://localhost' }
  const socket = new ByHand()
  publish(fetched, { request })
  publish(headSent, { request, socket })
  expect(own.askerOf(socket.received)).toBe(A)
  own.stop()
})

test('nobody is told of a throw by what somebody publishes', () => {
  const thrown = jest.fn()
  const { as } = setScene()
  process.once('uncaughtException', thrown)
  as(A, () => {
    for (const name of channels) {
      for (const message of [undefined, null, {}, { request: 1 }, { request: {}, socket: {} }]) {
        publish(name, message)
      }
    }
  })
  return new Promise(setImmediate).then(() => {
    process.removeListener('uncaughtException', thrown)
    expect(thrown).not.toHaveBeenCalled()
  })
})

test('over HTTP/2, and of a message without a socket, nobody is known', () => {
  const { own, as } = setScene()
  const socket = new ByHand()
  as(A, () => {
    publish(opened, { socket })
  })
  const { received } = socket
  const overHttp2 = messageByHand({ socket: received.socket, httpVersionMajor: 2 })
  expect(own.askerOf(overHttp2)).toBeUndefined()
  expect(own.askerOf(messageByHand({ httpVersionMajor: 1 }))).toBeUndefined()
  expect(own.askerOf(received)).toBe(A)
})

describe('where Node tells of a request when its body is whole', () => {
  it('a new connection tells who has opened it, for its first request', () => {
    const { own, as } = setScene()
    const socket = new ByHand()
    as(A, () => {
      publish(opened, { socket })
    })
    expect(own.askerOf(socket.received)).toBe(A)
    expect(own.askerOf(socket.received)).toBeUndefined()
    socket.emit('close')
    expect(socket.heardBy).toBe(0)
  })

  it('a connection that is closed tells nobody', () => {
    const { own, as } = setScene()
    const socket = new ByHand()
    as(A, () => {
      publish(opened, { socket })
    })
    expect(socket.heardBy).toBe(1)
    socket.emit('close')
    expect(socket.heardBy).toBe(0)
    expect(own.askerOf(socket.received)).toBeUndefined()
  })

  it.each([undefined, B])('who begins a request counts, not who has opened: %j', (asker) => {
    const { own, as } = setScene()
    const socket = new ByHand()
    as(A, () => {
      publish(opened, { socket })
    })
    const request = new ByHand()
    request.socket = socket
    as(asker, () => {
      publish(started, { request })
    })
    expect(own.askerOf(socket.received)).toBe(asker)
    request.emit('close')
    expect([socket.heardBy, request.heardBy]).toEqual([0, 0])
  })

  it('what has arrived before its body was whole is not told of', () => {
    const { own, told, as } = setScene()
    const socket = new ByHand()
    const request = new ByHand()
    request.socket = socket
    as(A, () => {
      publish(opened, { socket })
    })
    own.askerOf(socket.received)
    as(A, () => {
      publish(started, { request })
    })
    expect(told).toEqual([])
    expect([socket.heardBy, request.heardBy]).toEqual([0, 0])
  })

  it('is told of when its connection is there', () => {
    const { told, as } = setScene()
    const socket = new ByHand()
    const request = new ByHand()
    request.socket = socket
    socket.connecting = true
    as(A, () => {
      publish(started, { request })
    })
    expect(told).toEqual([])
    socket.emit('connect')
    expect(told).toMatchObject([[A, { authority: 'localhost:3000' }]])
  })
})

test('where Node tells of requests as they are made, neither sockets nor bodies are listened to', () => {
  const { as } = setScene()
  const request = new ByHand()
  as(A, () => {
    publish(created, { request })
  })
  expect(subscribed()).toEqual(channels.filter((name) => name !== started && name !== opened))
})

test('a request that is told of twice is the last one’s, and leaves nothing of the first', () => {
  const { own, told, as } = setScene()
  const request = new ByHand()
  for (const asker of [A, B]) {
    as(asker, () => {
      publish(created, { request })
    })
  }
  request.socket = new ByHand()
  request.emit('socket', request.socket)
  expect(told).toMatchObject([[B, {}]])
  expect(own.askerOf(request.socket.received)).toBe(B)
  request.emit('close')
  expect(request.heardBy).toBe(0)
})

describe('fetch', () => {
  const origin = 'http://localhost:3000'

  it('who begins it counts, not who has opened its connection', () => {
    const { own, as } = setScene()
    const socket = new ByHand()
    const [ofB, ofNobody] = [{ origin }, { origin }]
    as(A, () => {
      publish(opened, { socket })
    })
    as(B, () => {
      publish(fetched, { request: ofB })
    })
    as(A, () => {
      publish(headSent, { request: ofNobody, socket })
    })
    expect(own.askerOf(socket.received)).toBeUndefined()
    as(A, () => {
      publish(headSent, { request: ofB, socket })
    })
    expect(own.askerOf(socket.received)).toBe(B)
    expect(socket.heardBy).toBe(0)
  })

  it('requests that are sent on without waiting for answers arrive in their order', () => {
    const { own, as } = setScene()
    const socket = new ByHand()
    for (const asker of [A, B]) {
      const request = { origin }
      as(asker, () => {
        publish(fetched, { request })
      })
      publish(headSent, { request, socket })
    }
    expect([own.askerOf(socket.received), own.askerOf(socket.received)]).toEqual([A, B])
  })

  it('early hints are no answer', async () => {
    const { told, as } = setScene()
    const socket = new ByHand()
    const request = { origin }
    as(A, () => {
      publish(fetched, { request })
    })
    expect(told).toEqual([])
    publish(headSent, { request, socket })
    expect(told).toMatchObject([[A, { authority: 'localhost:3000' }]])
    publish(headReceived, { request, response: { statusCode: 103 } })
    expect(await isFulfilled(told[0]?.[1].answered)).toBe(false)
    publish(headReceived, { request, response: { statusCode: 200 } })
    expect(await isFulfilled(told[0]?.[1].answered)).toBe(true)
  })

  it.each(['undici:request:trailers', 'undici:request:error'])(
    'it is over with %s',
    async (end) => {
      const { own, told, as } = setScene()
      const socket = new ByHand()
      const request = { origin }
      as(A, () => {
        publish(fetched, { request })
      })
      publish(headSent, { request, socket })
      publish(end, { request })
      expect(own.askerOf(socket.received)).toBeUndefined()
      expect(await isFulfilled(told[0]?.[1].answered)).toBe(true)
    },
  )

  it.each([{ upgrade: 'websocket' }, { method: 'CONNECT' }])(
    'one that leaves HTTP is not told of, and over with its connection: %j',
    (kind) => {
      const { own, told, as } = setScene()
      const socket = new ByHand()
      const request = { origin, ...kind }
      as(A, () => {
        publish(fetched, { request })
      })
      publish(headSent, { request, socket })
      expect(told).toEqual([])
      socket.emit('close')
      expect(own.askerOf(socket.received)).toBeUndefined()
      expect(socket.heardBy).toBe(0)
    },
  )

  it('one that was forgotten while it waited is nobody’s when it is sent', () => {
    const { own, told, as } = setScene()
    const socket = new ByHand()
    const request = { origin }
    as(A, () => {
      publish(fetched, { request })
    })
    own.forget(A)
    publish(headSent, { request, socket })
    expect(own.askerOf(socket.received)).toBeUndefined()
    expect(told).toEqual([])
  })
})

// Tries what docs/comparison.md says of others, and prints what it finds.
import { AsyncLocalStorage } from 'node:async_hooks'
import { once } from 'node:events'
import http from 'node:http'
import { bootstrapGate } from 'bootstrap-gate'
import express from 'express'
import expressQueue from 'express-queue'
import PQueue from 'p-queue'

/** Each is made with a promise of the app being ready, if it asks for one. */
const middlewares = {
  'this gate': () => bootstrapGate({ requiredCompletions: 100 }),
  'express-queue': () => expressQueue({ activeLimit: 1 }),
  'p-queue': () => {
    const queue = new PQueue({ concurrency: 1 })
    return (req, res, next) => {
      const untilClosed = (resolve) => {
        res.once('close', resolve)
        next()
      }
      queue.add(() => new Promise(untilClosed))
    }
  },
  'await ready': (ready) => async (req, res, next) => {
    await ready
    next()
  },
}

class Signal {
  given = new Promise((resolve) => (this.give = resolve))
}

for (const [name, make] of Object.entries(middlewares)) {
  const findings = {
    ...(await askSixAtOnce(make)),
    ...(await leaveWhileHeld(make)),
    ...(await leaveWhileInside(make)),
    ...(await askOneself(make)),
  }
  console.log(JSON.stringify({ name, ...findings }))
}
process.exit()

async function askSixAtOnce(make) {
  const own = new AsyncLocalStorage()
  const sixHaveCome = new Signal()
  let came = 0
  let inside = 0
  let mostInside = 0
  const { url } = await serve((app) => {
    app.use((req, res, next) => {
      own.run(req.url, next)
      if (++came === 6) sixHaveCome.give()
    })
    app.use(make(sixHaveCome.given))
    app.use((req, res) => {
      mostInside = Math.max(mostInside, ++inside)
      setTimeout(() => {
        inside--
        res.send(own.getStore() === req.url ? 'right' : 'wrong')
      }, 20)
    })
  })
  const answers = [1, 2, 3, 4, 5, 6].map(async (n) => (await fetch(`${url}/${n}`)).text())
  const contexts = await Promise.all(answers)
  return { rightContexts: contexts.filter((it) => it === 'right').length, mostInside }
}

async function leaveWhileHeld(make) {
  const reached = []
  const goneLeft = new Signal()
  const { url, server } = await serve((app) => {
    app.use(make(goneLeft.given))
    app.use(async (req, res) => {
      reached.push(req.url)
      await goneLeft.given
      res.end()
    })
  })
  const first = fetch(`${url}/first`)
  await once(server, 'request')
  await leave(server, url)
  goneLeft.give()
  await first
  const goesOn = await isAnswered(`${url}/last`)
  return { goneReached: reached.includes('/gone'), goesOnAfterHeldLeft: goesOn }
}

async function leaveWhileInside(make) {
  const { url, server } = await serve((app) => {
    app.use(make(Promise.resolve()))
    app.use('/gone', () => {})
    app.use((req, res) => res.end())
  })
  await leave(server, url)
  return { goesOnAfterInsideLeft: await isAnswered(`${url}/last`) }
}

/** A page asks its own server, and answers with what it has got. */
async function askOneself(make) {
  const { url } = await serve((app) => {
    app.use(make(Promise.resolve()))
    app.get('/page', async (req, res) => res.send(await (await fetch(`${url}/api`)).text()))
    app.get('/api', (req, res) => res.end('data'))
  })
  return { servesOneself: await isAnswered(`${url}/page`) }
}

async function serve(fill) {
  const app = express()
  fill(app)
  const server = http.createServer(app).listen()
  await once(server, 'listening')
  return { server, url: `http://127.0.0.1:${server.address().port}` }
}

/** A client asks, and goes away before it is answered. */
async function leave(server, url) {
  const arrived = once(server, 'request')
  const request = http.get(`${url}/gone`, { agent: false }).on('error', () => {})
  const [, res] = await arrived
  await new Promise(setImmediate)
  request.destroy()
  await once(res, 'close')
}

function isAnswered(url) {
  const answered = fetch(url).then(() => true)
  return Promise.race([answered, new Promise((resolve) => setTimeout(resolve, 2000, false))])
}

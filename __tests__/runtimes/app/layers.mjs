import { AsyncLocalStorage } from 'node:async_hooks'
import http from 'node:http'
import { text } from 'node:stream/consumers'
import { inject } from 'light-my-request'
import { release, released } from './release.mjs'

const current = new AsyncLocalStorage()

/** What stands before the gate: a store for each request, and what the test asks for. */
export function before(gate) {
  const answers = {
    '/test/stats': () => JSON.stringify(gate.stats()),
    '/test/report': () => JSON.stringify(gate.report()),
    '/test/release': () => release(),
    '/test/shutdown': () => gate.shutdown(),
  }
  return (req, res, next) => {
    const answer = answers[req.url]
    if (answer === undefined) current.run(req.url, next)
    else res.end(answer())
  }
}

/**
 * What stands behind the gate.
 *
 * @param address - where the app is served
 * @param dispatch - the app itself
 */
export function routes(gate, address, dispatch) {
  const page = gate.lazy(() => import('./page.mjs'), 'page')
  let inside = 0
  const answers = {
    // So long that the others come meanwhile.
    '/work': () => new Promise((resolve) => setTimeout(resolve, 20)),
    '/slow': () => released,
    '/store': () => current.getStore(),
    '/echo': (req) => text(req),
    '/import': () => void import('./page.mjs'),
    '/lazy': () => void page(),
    '/track': () => void gate.track(released, 'a pool'),
    '/fetch': async () => (await fetch(`${address()}/inner`)).text(),
    '/get': () => get(`${address()}/inner`),
    '/batch': async () => (await inject(dispatch, '/inner')).payload,
    '/stream': (req, res) => {
      res.writeHead(200)
      res.write('begun')
      return released
    },
  }
  return async (req, res) => {
    const url = new URL(req.url, 'http://localhost')
    const insideBefore = inside++
    const answer = await (answers[url.pathname] ?? (() => ''))(req, res)
    inside--
    if (!res.headersSent) res.setHeader('X-Inside-Before', String(insideBefore))
    res.end(answer ?? '')
  }
}

function get(url) {
  return new Promise((resolve, reject) => {
    http.get(url, (response) => resolve(text(response))).on('error', reject)
  })
}

import { createHash } from 'node:crypto'
import { reject } from './support/reject'

const headers = { accept: 'text/html' }

afterEach(() => {
  jest.restoreAllMocks()
})

test.each([
  [7, 7],
  [0, 1],
  [2_147_483, 2_147_483],
  [3_000_000, 2_147_483],
])('GET: a page that loads itself again, with Retry-After %i in %i s', (seconds, expected) => {
  const { res, body } = reject({ headers }, undefined, { retryAfterSeconds: seconds })
  expect(res.statusCode).toBe(503)
  expect(res.getHeader('Content-Type')).toBe('text/html; charset=utf-8')
  expect(res.getHeader('Retry-After')).toBe(String(seconds))
  const again = String(expected)
  expect(body()).toMatch(/^<!DOCTYPE html>\n<html lang="en">/)
  expect(body()).toContain(
    `<noscript><meta http-equiv="refresh" content="${again}"></noscript>\n` +
      `<script data-seconds="${again}">`,
  )
  expect(body()).toContain('<p>The service is starting')
  expect(body()).toContain(`<p>This page tries again in ${again} s.</p>`)
})

test.each([1, 7])('its policy allows its script, by hash, and nothing else (%i s)', (seconds) => {
  const { res, body } = reject({ headers }, undefined, { retryAfterSeconds: seconds })
  const scripts = Array.from(body().matchAll(/<script[^>]*>(.*?)<\/script>/gs), ([, text]) => text)
  expect(scripts).toEqual([expect.stringContaining('location.reload()')])
  const hash = createHash('sha256').update(String(scripts)).digest('base64')
  expect(res.getHeader('Content-Security-Policy')).toBe(
    `default-src 'none'; script-src 'sha256-${hash}'`,
  )
})

test('HEAD gets the headers of the page that GET gets', () => {
  const { res: page } = reject({ headers })
  const { res, body } = reject({ headers, method: 'HEAD' })
  expect(body()).toBe('')
  expect(res.getHeaders()).toEqual(page.getHeaders())
})

test.each(['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'QUERY', 'get', undefined])(
  '%s: a page that stays, and says that nothing was done',
  (method) => {
    const parts = { headers, method: method as string }
    const { res, body } = reject(parts, undefined, { retryAfterSeconds: 7 })
    expect(res.statusCode).toBe(503)
    expect(body()).not.toMatch(/script|refresh|tries again/)
    expect(body()).toContain('<p>The service is starting')
    expect(body()).toContain('<p>Nothing was done with what you sent. Please send it again in 7 s.')
    expect(res.getHeader('Content-Length')).toBe(Buffer.byteLength(body()))
    expect(res.getHeader('Content-Security-Policy')).toBe("default-src 'none'")
  },
)

test.each(['GET', 'POST'])('nothing that the client sent is in the page (%s)', (method) => {
  const mark = '<i>"\u202emark'
  const sent = { url: `/${mark}?${mark}`, headers: { ...headers, host: mark, referer: mark } }
  const { body } = reject({ ...sent, method })
  expect(body()).toBe(reject({ headers, method }).body())
})

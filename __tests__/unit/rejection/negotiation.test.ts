import { preferredType } from '../../../lib/rejection/negotiation'

const json = { accepts: ['application/problem+json', 'application/json'] }
const text = { accepts: ['text/plain'] }
const html = { accepts: ['text/html'] }

test.each([
  [undefined, json],
  ['*/*', json],
  ['application/json', json],
  ['application/problem+json', json],
  ['application/*', json],
  ['text/plain', text],
  ['text/*', text],
  ['text/html', html],
  ['text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8', html],
  ['text/html;q=0.5, text/plain;q=0.6', text],
  ['TEXT/HTML;Q=0.9, text/plain;q=0.1', html],
  ['application/json, text/html', json],
  ['text/html;q=0, */*;q=0.1', json],
  ['application/json;q=0.1, application/problem+json;q=0.2, text/html;q=0.15', json],
  ['image/png', json],
  ['text/html;q=nonsense, text/plain', text],
  ['text/html;q=2, text/plain;q=0.5', text],
  ['text/html;q=-1, text/plain;q=0.5', text],
  ['text/html;q=1, text/plain;q=0.5', html],
  ['text/html;level=1;q=0.1, text/plain;q=0.2', text],
  ['text/html; q=0.1, text/plain ; q=0.2', text],
  ['text/html;level=1, application/json;q=0.5', html],
  ['text/*;q=0.9, text/plain;q=0.1, */*;q=0.5', html],
  ['text/html, */*;q=1', json],
  ['', json],
  [', text/html', html],
  ['application/*;q=-1', json],
  ['text/*;q=0.1, text/plain;q=0.9, application/*;q=0.5', text],
])('Accept: %s', (accept, expected) => {
  expect(preferredType(accept, [json, text, html])).toBe(expected)
})

test.each([
  ['the 64th range', `${'a/b,'.repeat(63)}text/html`, html],
  ['the range after it', `${'a/b,'.repeat(64)}text/html`, json],
  ['the 8th parameter', `text/html${';a'.repeat(7)};q=0.1, text/plain;q=0.2`, text],
  ['the parameter after it', `text/html${';a'.repeat(8)};q=0.1, text/plain;q=0.2`, html],
  ['the range after too many parameters', `a/b${';'.repeat(16_000)}, text/html`, html],
  ['nothing but commas', ','.repeat(16_000), json],
])('the work is bounded: %s', (_what, accept, expected) => {
  expect(preferredType(accept, [json, text, html])).toBe(expected)
})

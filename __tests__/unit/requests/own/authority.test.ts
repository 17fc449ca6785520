import { authorityOf, joinAuthority } from '../../../../lib/requests/own/authority'

test.each([
  ['http://localhost:3000', 'localhost:3000'],
  ['http://Example.COM', 'example.com:80'],
  ['https://example.com/path', 'example.com:443'],
  ['https://example.com:8443', 'example.com:8443'],
  ['http://[::1]', '[::1]:80'],
  [new URL('http://[::1]:3000'), '[::1]:3000'],
])('%s leads to %s', (url, authority) => {
  expect(authorityOf(url)).toBe(authority)
})

test.each([
  ['Localhost', 3000, 'localhost:3000'],
  ['::1', 80, '[::1]:80'],
  ['[::1]', 80, '[::1]:80'],
])('%s and %d are joined', (host, port, authority) => {
  expect(joinAuthority(host, port)).toBe(authority)
})

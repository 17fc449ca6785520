const { hasSubscribers } = require('node:diagnostics_channel')
const { expect, test } = require('@jest/globals')

const channels = ['tracing:module.import:start', 'undici:request:create']

test('gates of the test files before listen to nothing any more', async () => {
  while (channels.some((name) => hasSubscribers(name))) {
    await new Promise((resolve) => setImmediate(resolve))
  }
  expect(channels.filter((name) => hasSubscribers(name))).toEqual([])
})

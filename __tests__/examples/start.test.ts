import { execFile } from 'node:child_process'
import { readdirSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { stopAfterTest } from '../helpers/cleanup'
import { compileTypeScript, Example, examples } from './support/example'

beforeAll(compileTypeScript, 60_000)

const report = 'a report from pool 1\n'
const rates = '{"EUR":1,"USD":1.1}'

describe.each([
  { file: 'express.mjs', routes: [['/report', report]] },
  { file: 'connect.mjs', routes: [['/report', report]] },
  { file: 'http.mjs', routes: [['/report', report]] },
  { file: 'router.mjs', routes: [['/reports', report]] },
  {
    file: 'commonjs.cjs',
    routes: [
      ['/report', report],
      ['/rates', rates],
    ],
  },
  {
    file: 'typescript/dist/app.mjs',
    routes: [
      ['/report', report],
      ['/orders/7', 'order 7 from pool 1\n'],
    ],
  },
])('examples/$file', ({ file, routes }) => {
  it('answers everybody, one at a time until it opens, and sets itself up once', async () => {
    const example = await Example.start(file)
    const all = Array.from({ length: 8 }, () => routes).flat()

    const exchanges = all.map(([target = '']) => example.send(target).answer)
    const answers = await Promise.all(exchanges)

    expect(answers.map(({ status, body }) => [status, body])).toEqual(
      all.map(([, body]) => [200, body]),
    )
    expect(await example.until('open')).toMatchObject({ reason: 'completed', mostInside: 1 })
    expect(example.errors).toBe('')
  })
})

it('examples/express.mjs answers health checks before the gate is open', async () => {
  const example = await Example.start('express.mjs')

  expect(await example.send('/healthz').answer).toMatchObject({ status: 200, body: 'alive\n' })
  expect(await example.until('arrived')).toMatchObject({ url: '/healthz', queued: 0, inFlight: 0 })
})

it('examples/router.mjs leaves the other routes alone', async () => {
  const example = await Example.start('router.mjs')

  const others = Array.from({ length: 8 }, () => example.send('/').answer)
  const bodies = (await Promise.all(others)).map(({ body }) => body)
  expect(bodies).toEqual(Array(8).fill('the gate of the reports is closed\n'))

  await Promise.all(Array.from({ length: 4 }, () => example.send('/reports').answer))
  await example.until('open')
  expect((await example.send('/').answer).body).toBe('the gate of the reports is open\n')
})

it('examples/commonjs.cjs loads what is lazy once', async () => {
  const example = await Example.start('commonjs.cjs')

  await Promise.all(Array.from({ length: 8 }, () => example.send('/rates').answer))

  expect(example.output.match(/The rates are read/g)).toHaveLength(1)
})

it('`npm start` tells of a deploy: all were answered with the gate and one pool was made, not so without', async () => {
  const args = ['start', '--silent', '--', '--scene', 'deploy', '--clients', '20']
  const shell = process.platform === 'win32'
  const running = promisify(execFile)('npm', args, { cwd: path.dirname(examples), shell })
  stopAfterTest(() => running.child.kill())

  const { stdout, stderr } = await running

  expect(stderr).toBe('')
  expect(stdout).toMatch(/^After a deploy 20 clients come again/)
  expect(stdout).toMatch(/With the gate all 20 clients were served within \d+\.\d\d s\.$/m)
  expect(stdout).toMatch(/Warmed up first all 20 clients were served within \d+\.\d\d s\.$/m)
  const row = /^ *initialisations run +(\d+) +(\d+) +(\d+)$/m.exec(stdout) ?? []
  const [pools, ...poolsWithGate] = row.slice(1)
  expect(poolsWithGate).toEqual(['1', '1'])
  const servedAll = stdout.includes('Without the gate all 20 clients were served')
  expect({ servedAll, pools }).not.toEqual({ servedAll: true, pools: '1' })
}, 60_000)

it('every example exports its app and its gate, and does not listen when it is imported', async () => {
  const files = readdirSync(examples).filter((name) => /\.[cm]js$/.test(name))
  const urls = [...files, 'typescript/dist/app.mjs'].map(
    (file) => pathToFileURL(path.join(examples, file)).href,
  )
  const script = `for (const url of ${JSON.stringify(urls)}) {
    const { app, gate } = await import(url)
    console.log(typeof app, gate.state)
  }`
  const running = promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script])
  stopAfterTest(() => running.child.kill('SIGKILL'))

  const { stdout, stderr } = await running

  expect({ stdout, stderr }).toEqual({
    stdout: urls.map(() => 'function closed\n').join(''),
    stderr: '',
  })
})

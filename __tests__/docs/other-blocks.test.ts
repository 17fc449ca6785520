import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { once } from 'node:events'
import http from 'node:http'
import net from 'node:net'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import { parse } from 'yaml'
import { bootstrapGate } from '../../lib'
import { listen } from '../helpers/listen'
import { blocks, root, type NamedBlock } from './support/pages'

const { scripts } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {
  scripts: Readonly<Record<string, string>>
}

const inLanguage = (language: string): readonly NamedBlock[] =>
  blocks.filter((block) => block.language === language)

it('every block is in a language that is tested', () => {
  const tested = ['js', 'ts', 'sh', 'yaml', 'http', 'promql', 'text', '']

  expect(blocks.filter(({ language }) => !tested.includes(language))).toEqual([])
})

/** What is wrong with a command; undefined when it can be run as it stands. */
function faultOf(command: string): string | undefined {
  const [name = '', ...words] = command
    .replace(/#.*/, '')
    .split(/\s+/)
    .filter((word) => word !== '' && !/^[A-Z_]+=/.test(word))
  if (name === 'npm') return faultOfNpm(words)
  if (name === 'node') {
    const file = words.find((word) => !word.startsWith('-')) ?? ''
    return existsSync(path.join(root, file)) ? undefined : `there is no ${file}`
  }
  return `nobody has tested ${name}`
}

function faultOfNpm([verb = '', ...rest]: string[]): string | undefined {
  if (['ci', 'cit', 'install'].includes(verb)) return undefined
  const script = verb === 'run' ? (rest[0] ?? '') : verb
  if (!(script in scripts)) return `there is no script ${script}`
  const missing = rest.find((word) => word.startsWith('__tests__/') && !isTested(word))
  return missing === undefined ? undefined : `no test is in ${missing}`
}

const tests = readdirSync(path.join(root, '__tests__'), { recursive: true, encoding: 'utf8' })

function isTested(beginning: string): boolean {
  return tests.some((file) => path.join('__tests__', file).startsWith(beginning))
}

it.each(inLanguage('sh'))('$name can be run', ({ code }) => {
  const commands = code.split(/\n|&&/).filter((line) => line.trim() !== '')

  expect(commands.map(faultOf).filter((fault) => fault !== undefined)).toEqual([])
})

it.each(inLanguage('yaml'))('$name asks for paths that the program before it answers', (block) => {
  const before = blocks[blocks.indexOf(block) - 1]
  const found = JSON.stringify(parse(block.code, { strict: true }))
  const paths = Array.from(found.matchAll(/"path":"([^"]*)"/g), ([, asked = '']) => asked)
  const code = before?.code ?? ''
  const byGate = code.includes('gate.health') ? ['/livez', '/readyz', '/startupz'] : []

  expect(paths).not.toEqual([])
  expect(paths.filter((asked) => !code.includes(`'${asked}'`) && !byGate.includes(asked))).toEqual(
    [],
  )
})

it.each(inLanguage('http'))('$name is what a client gets', async ({ code }) => {
  const gate = bootstrapGate({ maxQueueSize: 0, waitFor: [new Promise(() => undefined)] })
  const port = await listen(
    http.createServer((req, res) => {
      gate(req, res, () => res.end())
    }),
  )
  const socket = net.connect(port, '127.0.0.1')
  await once(socket, 'connect')
  socket.end('GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n')
  const received = (await text(socket)).replaceAll('\r\n', '\n')
  gate.shutdown()

  expect(received.replace(/^(Date|Connection):.*\n/gm, '')).toBe(code)
})

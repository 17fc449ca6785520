// Runs programs of the docs, one after the other: sends requests to the servers that they start, and
// sees to it that their gates open.
import cluster from 'node:cluster'
import { once } from 'node:events'
import net from 'node:net'
import { gates } from 'bootstrap-gate'
import { createSurroundings } from './surroundings.cjs'

/** Servers, and promises that they listen. */
const servers = new Map()
/** The ports of workers, once they listen. */
const workerPorts = new Map()
cluster.on('listening', ({ id }, { port }) => workerPorts.set(id, port))

let surroundings = createSurroundings()
let takesApp = false

// The port that a program asks for can be taken.
const { listen } = net.Server.prototype
net.Server.prototype.listen = function (...given) {
  servers.set(this, once(this, 'listening'))
  return listen.call(this, 0, ...given.filter((item) => typeof item === 'function'))
}

for (const name of Object.keys(surroundings)) {
  const get = () => {
    takesApp ||= name === 'app' || name === 'gate'
    return surroundings[name]
  }
  Object.defineProperty(globalThis, name, { get })
}

for (const program of JSON.parse(process.argv[2])) {
  if (cluster.isPrimary) for (const stream of [process.stdout, process.stderr]) stream.write('\x1e')
  await import(program.main)
  if (cluster.isPrimary) await visit(program)
}
if (cluster.isPrimary) leave()

async function visit({ paths, note }) {
  const isShutDown = note.startsWith('when shut down')
  if (isShutDown) for (const gate of gates) gate.shutdown()
  if (servers.size === 0 && takesApp) {
    surroundings.app.use((req, res) => res.end('done'))
    surroundings.app.listen()
  }
  const mayRefuse = note === 'may answer 503'
  const isExpected = (status) =>
    isShutDown ? status === 503 : status < 500 || (mayRefuse && status === 503)
  for (const port of await ports()) await request(port, paths, isExpected)
  for (const gate of gates) if (isDue(gate)) await gate.opened
  if (!endsBySignal()) clear()
}

async function ports() {
  const workers = Object.keys(cluster.workers ?? {})
  if (workers.length > 0) {
    while (workerPorts.size < workers.length) await once(cluster, 'listening')
    return new Set(workerPorts.values())
  }
  await Promise.all(servers.values())
  return Array.from(servers.keys(), (server) => server.address()?.port).filter(Boolean)
}

async function request(port, paths, isExpected) {
  const urls = paths.map((path) => `http://127.0.0.1:${port}${path}`)
  const requests = Array.from({ length: 6 }, () => urls.map((url) => fetch(url)))
  for (const answer of await Promise.all(requests.flat())) {
    const { url, status } = answer
    const body = await answer.text()
    if (!isExpected(status)) throw new Error(`${url} answered ${status}: ${body}`)
  }
}

/** Whether enough requests have completed. */
function isDue(gate) {
  const { state, completed, requiredCompletions, admitted } = gate.stats()
  return state !== 'stopped' && admitted > 0 && completed >= requiredCompletions
}

function endsBySignal() {
  return ['SIGTERM', 'SIGINT'].find((name) => process.listenerCount(name) > 0)
}

function clear() {
  for (const gate of gates.splice(0)) gate.shutdown()
  for (const server of servers.keys()) {
    server.close()
    server.closeAllConnections?.()
  }
  servers.clear()
  surroundings = createSurroundings()
  takesApp = false
}

/** A program that knows how to end has to do so; others are ended. */
function leave() {
  const signal = endsBySignal()
  if (signal !== undefined) {
    process.kill(process.pid, signal)
    return
  }
  for (const worker of Object.values(cluster.workers ?? {})) worker.process.kill('SIGKILL')
  process.exit(0)
}

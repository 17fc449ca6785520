import { fewestClients } from './clients.mjs'
import { parseInteger, readOptions } from './command-line.mjs'
import { scenes } from './scenes/scenes.mjs'

const defaultClients = 200
const mostClients = 500
const defaultPort = 3000

export const help = `Usage: npm start -- [options]

Clients meet an Express app that has just started, first without the gate and then with it, and a
table compares the two: once as a burst of ordinary requests, once as after a deploy, with event
streams, pages that fetch the app's own API and health checks. What the boot was made of is shown as
bars, and as a page in reports/.

  --scene <name> only one of the two: burst or deploy
  --clients <n>  how many clients, ${fewestClients} to ${mostClients}; default: ${defaultClients}
  --serve        keep the app with the gate listening instead, on the port in PORT or on ${defaultPort}
  --help         show this text`

const options = {
  scene: { type: 'string' },
  clients: { type: 'string' },
  serve: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
}

/**
 * What the command line asks for.
 *
 * @throws Error with a message for people
 */
export function parseArguments(args) {
  const { scene, clients, serve, help: wantsHelp } = readOptions(args, options, 'npm start')
  if (serve && clients !== undefined) throw new Error('--clients and --serve exclude each other.')
  if (serve && scene !== undefined) throw new Error('--scene and --serve exclude each other.')
  return {
    wantsHelp,
    serve,
    scenes: scene === undefined ? Object.values(scenes) : [findScene(scene)],
    clients:
      clients === undefined
        ? defaultClients
        : parseInteger('--clients', clients, fewestClients, mostClients),
  }
}

function findScene(name) {
  if (Object.hasOwn(scenes, name)) return scenes[name]
  const allowed = Object.keys(scenes).join(' or ')
  throw new Error(`--scene must be ${allowed}, received ${JSON.stringify(name)}.`)
}

/** @throws Error with a message for people */
export function parsePort(text = '') {
  return text === '' ? defaultPort : parseInteger('PORT', text, 0, 65_535)
}

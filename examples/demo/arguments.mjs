import { parseArgs } from 'node:util'
import { fewestClients } from './clients.mjs'
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

/**
 * What the command line asks for.
 *
 * @throws Error with a message for people
 */
export function parseArguments(args) {
  const { scene, clients, serve, help: wantsHelp } = readOptions(args)
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

function readOptions(args) {
  const options = {
    scene: { type: 'string' },
    clients: { type: 'string' },
    serve: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  }
  try {
    return parseArgs({ args, options }).values
  } catch (error) {
    const advice = '`npm start -- --help` lists the options.'
    throw new Error(`${error.message}. ${advice}`, { cause: error })
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

function parseInteger(name, text, least, most) {
  const value = Number(text)
  if (/^\d+$/.test(text) && value >= least && value <= most) return value
  const allowed = `a whole number from ${least} to ${most}`
  throw new Error(`${name} must be ${allowed}, received ${JSON.stringify(text)}.`)
}

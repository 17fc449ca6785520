import { parseArgs } from 'node:util'
import { fewestClients } from './clients.mjs'

const defaultClients = 200
const mostClients = 500
const defaultPort = 3000

export const help = `Usage: npm start -- [options]

A burst of clients meets an Express app that has just started, first without the gate and then with
it, and a table compares the two.

  --clients <n>  how many clients, ${fewestClients} to ${mostClients}; default: ${defaultClients}
  --serve        keep the app with the gate listening instead, on the port in PORT or on ${defaultPort}
  --help         show this text`

/**
 * What the command line asks for.
 *
 * @throws Error with a message for people
 */
export function parseArguments(args) {
  const { clients, serve, help: wantsHelp } = readOptions(args)
  if (serve && clients !== undefined) throw new Error('--clients and --serve exclude each other.')
  return {
    wantsHelp,
    serve,
    clients:
      clients === undefined
        ? defaultClients
        : parseInteger('--clients', clients, fewestClients, mostClients),
  }
}

function readOptions(args) {
  const options = {
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

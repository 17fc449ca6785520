import { parseInteger, readOptions } from '../demo/command-line.mjs'
import { fronts } from './fronts.mjs'

/** What can be chosen: least, most, and what it is otherwise. */
const numbers = {
  clients: { least: 20, most: 1_000, otherwise: 100 },
  processes: { least: 2, most: 8, otherwise: 4 },
  rounds: { least: 1, most: 20, otherwise: 1 },
  pace: { least: 20, most: 1_000, otherwise: 200 },
  patience: { least: 2, most: 30, otherwise: 10 },
  kills: { least: 0, most: 10, otherwise: 0 },
  seed: { least: 0, most: 2 ** 32 - 1, otherwise: undefined },
}

export const help = `Usage: npm run fleet -- [options]

Processes of a cold Express app, managed by PM2, behind HAProxy, are restarted one by one under the
traffic of clients with keep-alive, event streams and uploads among them: without the gate, with it,
and with it when each process was warmed up first. A table compares the three. The exit code is 1
when a promise was broken with the gate.

  --clients <n>    how many clients, ${range('clients')}
  --processes <n>  how many processes of the app, ${range('processes')}
  --rounds <n>     how many times each is restarted, ${range('rounds')}
  --pace <ms>      how long a client pauses on average, ${range('pace')}
  --patience <s>   when a client gives a request up, ${range('patience')}
  --kills <n>      how many times HAProxy is killed in each run, at random moments of restarts,
                   and started again, ${range('kills')}
  --seed <n>       for the same pauses, bodies and moments again; default: another one each time
  --only <name>    one of the three only: ${Object.keys(fronts).join(', ')}
  --help           show this text

HAPROXY_PATH says where HAProxy is, if not at /usr/sbin/haproxy.`

const options = {
  ...Object.fromEntries(Object.keys(numbers).map((name) => [name, { type: 'string' }])),
  only: { type: 'string' },
  help: { type: 'boolean', default: false },
}

/**
 * What the command line asks for.
 *
 * @throws Error with a message for people
 */
export function parseArguments(args) {
  const { help: wantsHelp, only, ...texts } = readOptions(args, options, 'npm run fleet')
  const settings = Object.entries(numbers).map(([name, { least, most, otherwise }]) => [
    name,
    texts[name] === undefined ? otherwise : parseInteger(`--${name}`, texts[name], least, most),
  ])
  return { wantsHelp, fronts: chooseFronts(only), settings: Object.fromEntries(settings) }
}

function chooseFronts(only) {
  if (only === undefined) return Object.keys(fronts)
  if (Object.hasOwn(fronts, only)) return [only]
  const allowed = Object.keys(fronts).join(', ')
  throw new Error(`--only must be one of ${allowed}, received ${JSON.stringify(only)}.`)
}

function range(name) {
  const { least, most, otherwise } = numbers[name]
  return `${least} to ${most}; default: ${otherwise}`
}

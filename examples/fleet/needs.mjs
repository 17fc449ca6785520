import { accessSync, constants, existsSync } from 'node:fs'
import { createRequire } from 'node:module'

/**
 * Where the parts are that are not Node's.
 *
 * @throws Error with a message for people: what is missing, and what has it
 */
export function findNeeds(env) {
  if (!existsSync(new URL('../../dist/index.js', import.meta.url))) {
    throw new Error('The package is not built yet: run `npm ci`, or `npm run build`.')
  }
  return { haproxy: findHaproxy(env.HAPROXY_PATH ?? '/usr/sbin/haproxy'), pm2: findPm2() }
}

function findHaproxy(file) {
  try {
    accessSync(file, constants.X_OK)
    return file
  } catch (error) {
    const advice = 'install the Debian package haproxy, or set HAPROXY_PATH'
    throw new Error(`No program ${file}: ${advice}.`, { cause: error })
  }
}

function findPm2() {
  try {
    return createRequire(import.meta.url).resolve('pm2/bin/pm2')
  } catch (error) {
    throw new Error('PM2 is not installed: run `npm ci`.', { cause: error })
  }
}

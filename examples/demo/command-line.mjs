import { parseArgs } from 'node:util'

/**
 * Reads options from a command line.
 *
 * @param command - what lists them with `--help`
 * @throws Error with a message for people
 */
export function readOptions(args, options, command) {
  try {
    return parseArgs({ args, options }).values
  } catch (error) {
    const advice = `\`${command} -- --help\` lists the options.`
    throw new Error(`${error.message}. ${advice}`, { cause: error })
  }
}

/** @throws Error with a message for people */
export function parseInteger(name, text, least, most) {
  const value = Number(text)
  if (/^\d+$/.test(text) && value >= least && value <= most) return value
  const allowed = `a whole number from ${least} to ${most}`
  throw new Error(`${name} must be ${allowed}, received ${JSON.stringify(text)}.`)
}

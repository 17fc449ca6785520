// npm run fleet
import { help, parseArguments } from './arguments.mjs'
import { stopAll } from './closing.mjs'
import { findNeeds } from './needs.mjs'

let isInterrupted = false
for (const [signal, code] of Object.entries({ SIGINT: 130, SIGTERM: 143 })) {
  process.once(signal, () => {
    isInterrupted = true
    console.error('\nStopping what has been started…')
    stopAll().finally(() => process.exit(code))
  })
}

try {
  process.exitCode = await main(process.argv.slice(2))
} catch (error) {
  if (!isInterrupted) console.error(error.message)
  await stopAll()
  // What has failed may still be waited for somewhere.
  if (!isInterrupted) process.exit(1)
}

/** @returns the exit code */
async function main(args) {
  const { wantsHelp, fronts, settings } = parseArguments(args)
  if (wantsHelp) {
    console.log(help)
    return 0
  }
  const needs = findNeeds(process.env)
  const { tell } = await import('./tell.mjs')
  return (await tell(fronts, settings, needs)) ? 0 : 1
}

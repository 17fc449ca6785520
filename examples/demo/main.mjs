import { existsSync } from 'node:fs'
import { help, parseArguments, parsePort } from './arguments.mjs'

try {
  process.exitCode = await main(process.argv.slice(2))
} catch (error) {
  console.error(error.message)
  process.exitCode = 1
}

/** @returns the exit code */
async function main(args) {
  const { wantsHelp, serve, scenes, clients } = parseArguments(args)
  if (wantsHelp) {
    console.log(help)
    return 0
  }
  if (!existsSync(new URL('../../dist/index.js', import.meta.url))) {
    throw new Error('The package is not built yet: run `npm ci`, or `npm run build`.')
  }
  return serve ? await runServer(parsePort(process.env.PORT)) : await runScenes(scenes, clients)
}

async function runServer(port) {
  const { serve } = await import('./serve.mjs')
  await serve(port)
  return 0
}

async function runScenes(scenes, clients) {
  process.once('SIGINT', () => process.exit(130))
  process.once('SIGTERM', () => process.exit(143))
  const { tell } = await import('./tell.mjs')
  return (await tell(scenes, clients)) ? 0 : 1
}

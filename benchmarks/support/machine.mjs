import { readFileSync } from 'node:fs'
import { cpus, release, totalmem, type } from 'node:os'

const named = [
  'bootstrap-gate',
  'express',
  'express-queue',
  'express-rate-limit',
  'p-queue',
  'cockatiel',
  'async-mutex',
  'autocannon',
  'mitata',
]

/** What the figures depend on. */
export function describeMachine() {
  const processors = cpus()
  return {
    processor: processors[0].model.trim(),
    cores: processors.length,
    gigabytes: Math.round(totalmem() / 2 ** 30),
    system: `${type()} ${release()}`,
    node: process.version,
    date: new Date().toISOString().slice(0, 10),
    versions: Object.fromEntries(named.map((name) => [name, readVersion(name)])),
  }
}

function readVersion(name) {
  const folder = name === 'bootstrap-gate' ? '' : `node_modules/${name}/`
  const file = new URL(`../../${folder}package.json`, import.meta.url)
  return JSON.parse(readFileSync(file, 'utf8')).version
}

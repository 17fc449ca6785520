import { rmSync } from 'node:fs'
import { App } from './app.mjs'
import { build, install, versionOf } from './install.mjs'
import { judge } from './judge.mjs'
import { sendAll } from './send-all.mjs'

/** Installs a framework's example, builds it, and boots it twice: without its gate, and with it. */
export async function tryFramework(framework, { scratch, tarball }) {
  const result = { name: framework.name, folder: framework.folder, faults: [] }
  try {
    const began = performance.now()
    const copy = await install(framework.folder, { scratch, tarball })
    const installed = performance.now()
    result.version = versionOf(framework.package, copy)
    result.installMs = installed - began
    await build(copy)
    result.buildMs = performance.now() - installed
    // A machine that is busy elsewhere may let the requests in one after the other by itself.
    for (let boots = 0; boots < 3 && !(result.open?.pools > 1); boots++) {
      result.open = await bootOnce(framework, copy, false)
    }
    result.gated = await bootOnce(framework, copy, true)
    result.faults = judge(result)
    rmSync(copy, { recursive: true, force: true, maxRetries: 5 })
  } catch (error) {
    result.faults.push(error.message)
  }
  return result
}

async function bootOnce({ requests }, copy, isGated) {
  const app = await App.start(copy, isGated)
  try {
    const { ms, faults } = await sendAll(app.address, requests)
    const boot = isGated ? await app.boot() : undefined
    const pools = app.stdout.match(/Pool \d+ is open\./g)?.length ?? 0
    return { ms, faults, boot, pools, stderr: app.stderr }
  } finally {
    await app.stop()
  }
}

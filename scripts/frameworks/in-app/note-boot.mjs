// Is loaded before an example: writes into a file how the boot of its gate has ended.
import { subscribe } from 'node:diagnostics_channel'
import { renameSync, writeFileSync } from 'node:fs'

const file = process.env.BOOT_NOTES

function note({ gate, reason, bootMs, error }) {
  writeFileSync(
    `${file}.part`,
    JSON.stringify({ ...gate.stats(), reason, bootMs, code: error?.code }),
  )
  // Whoever reads it meanwhile would have the half of it.
  renameSync(`${file}.part`, file)
}

subscribe('tracing:bootstrap-gate.boot:asyncEnd', note)
subscribe('tracing:bootstrap-gate.boot:error', note)

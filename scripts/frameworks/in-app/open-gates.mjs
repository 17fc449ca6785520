// Is loaded before an example: its gates are open from their making on, as if there were none.
import { registerHooks } from 'node:module'

const openGate = new URL('./open-gate.mjs', import.meta.url).href

registerHooks({
  resolve(specifier, context, next) {
    const resolved = next(specifier, context)
    const isGate = resolved.url.endsWith('/bootstrap-gate/dist/index.js')
    if (!isGate || context.parentURL?.startsWith(openGate)) return resolved
    return {
      ...resolved,
      url: `${openGate}?of=${encodeURIComponent(resolved.url)}`,
      format: 'module',
    }
  },
})

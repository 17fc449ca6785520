const Module = require('node:module')

const { prototype } = Module
const requireOriginal = prototype.require
const builtins = new Map()

/** Asks Node for each builtin once, as the hooks of tracers do. */
prototype.require = function require(id) {
  if (!Module.isBuiltin(id)) return requireOriginal.call(this, id)
  if (!builtins.has(id)) builtins.set(id, requireOriginal.call(this, id))
  return builtins.get(id)
}

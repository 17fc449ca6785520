const http = require('node:http')
const express = require('express')
const { bootstrapGate } = require('bootstrap-gate')

/** What a piece of code in the docs may take as given. Each is made when it is first used. */
function createSurroundings() {
  const app = lazily(() => express())
  const gate = lazily(() => {
    const made = bootstrapGate()
    app().use(made)
    return made
  })
  const server = lazily(() => http.createServer(app()).listen())
  return {
    bootstrapGate,
    express,
    get app() {
      return app()
    },
    get gate() {
      return gate()
    },
    get server() {
      return server()
    },
  }
}

/**
 * @template T
 * @param {() => T} make
 */
function lazily(make) {
  /** @type {T | undefined} */
  let made
  return () => (made ??= make())
}

module.exports = { createSurroundings }

import { bootstrapGate } from 'bootstrap-gate'

/** First of the plugins: what it mounts stands before what they mount, and before Vite's own. */
export function gate() {
  return {
    name: 'gate',
    configureServer(server) {
      server.middlewares.use(bootstrapGate())
    },
  }
}

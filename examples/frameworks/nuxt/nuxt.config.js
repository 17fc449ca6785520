// A function for a server of one's own, in place of a server.
export default defineNuxtConfig({ nitro: { preset: 'node-listener', serveStatic: true } })

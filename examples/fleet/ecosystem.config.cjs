const path = require('node:path')

const { FLEET_PORTS = '3001,3002,3003,3004', FLEET_FRONT = 'warmed' } = process.env

module.exports = {
  apps: FLEET_PORTS.split(',').map((port, n) => ({
    name: `fleet-${n}`,
    script: path.join(__dirname, 'process.mjs'),
    interpreter: process.execPath,
    // Each has a port of its own. In PM2's cluster mode all share one: then HAProxy cannot tell
    // which of them is warm, and PM2 sends clients to a process as soon as it listens.
    exec_mode: 'fork',
    env: { PORT: port, FRONT: FLEET_FRONT },
    wait_ready: true,
    // Above bootTimeoutMs: by then the gate has opened. PM2 goes on without the word after that,
    // to the next process, and with 3 s, its default, a slow boot leaves you with cold ones only.
    listen_timeout: 40_000,
    // Above SERVE_MS in drain.mjs, and what comes after it. Its default, 1.6 s, kills uploads.
    kill_timeout: 20_000,
    treekill: false, // it starts no processes of its own
    pmx: false, // nothing else is loaded into the app
    vizion: false,
  })),
}

const { once } = require('node:events')
const { createServer } = require('node:http')
const { bootstrapGate } = require('bootstrap-gate')
const { setImmediate: turn } = require('node:timers/promises')

/** The packages of which something has been loaded. */
function packagesLoaded() {
  const names = Object.keys(require.cache).map((file) => /.*node_modules[\\/]([^\\/]+)/.exec(file))
  return [...new Set(names.filter(Boolean).map(([, name]) => name))].sort()
}

async function main() {
  const gate = bootstrapGate()
  const whenMade = packagesLoaded()
  await turn()
  const beforeTheFirst = packagesLoaded()
  const inside = []
  const server = createServer((req, res) => {
    gate(req, res, () => {
      if (req.url === '/at-once') res.end()
      else inside.push(res)
    })
    if (gate.stats().queued > 0) inside.shift().end()
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const send = (path) => fetch(`http://127.0.0.1:${server.address().port}${path}`)

  await send('/at-once')
  await Promise.race([send('/until-one-is-held'), send('/until-one-is-held')])
  const afterHolding = packagesLoaded()
  console.log(JSON.stringify({ whenMade, beforeTheFirst, afterHolding }))
  process.exit()
}

void main()

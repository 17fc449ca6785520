// Loaded before an example: tells the test what becomes of its requests.
const { subscribe } = require('node:diagnostics_channel')
const { pathToFileURL } = require('node:url')

const [, file] = process.argv

if (file.endsWith('.cjs')) {
  // By then it has run.
  setImmediate(() => watch(require(file)))
} else {
  // The gate is not there yet, and does not hear of this import.
  import(pathToFileURL(file).href).then(watch)
}

function watch({ gate }) {
  const inside = new Set()
  let mostInside = 0

  subscribe('http.server.request.start', ({ request }) => {
    // By then the request has met the gate.
    setImmediate(() => {
      const { queued, inFlight } = gate.stats()
      process.send({ type: 'arrived', url: request.url, queued, inFlight })
    })
  })
  subscribe('http.server.response.finish', ({ request }) => inside.delete(request))
  gate.events.on('admit', ({ req }) => {
    inside.add(req)
    if (gate.state === 'closed') mostInside = Math.max(mostInside, inside.size)
  })
  gate.events.on('open', ({ reason }) => process.send({ type: 'open', reason, mostInside }))
  process.send({ type: 'watching' })
}

import { once } from 'node:events'
import { createServer } from 'node:http'
import { createApp } from './app.mjs'

const host = '127.0.0.1'

/**
 * Keeps the app with the gate listening until it is interrupted.
 *
 * @throws Error with a message for people when it cannot listen
 */
export async function serve(port) {
  const { app, gate, events } = createApp({ gated: true })
  const server = createServer(app)
  await listen(server, port)
  console.log(renderInvitation(`http://${host}:${server.address().port}`))
  gate.events.on('open', ({ reason, bootMs }) => {
    console.log(`The gate opened (${reason}) ${Math.round(bootMs)} ms after the first request.`)
  })
  const stop = () => {
    gate.shutdown()
    events.end()
    server.close()
    server.closeIdleConnections()
  }
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
  await once(server, 'close')
}

async function listen(server, port) {
  server.listen(port, host)
  try {
    await once(server, 'listening')
  } catch (error) {
    if (error.code !== 'EADDRINUSE') throw error
    const other = `PORT=${port === 3000 ? 3001 : 3000} npm start -- --serve`
    throw new Error(`Port ${port} is taken. Choose another one: ${other}`, { cause: error })
  }
}

function renderInvitation(url) {
  return `The app with the gate listens on ${url}. Try:

  curl ${url}/transpile --data-binary 'const total: number = 7'
  curl ${url}/markdown --data-binary '# Order 7'
  curl ${url}/format --data-binary 'const order={id:7}'
  curl ${url}/orders/7
  curl ${url}/invoice/7
  curl ${url}/statement/7
  curl ${url}/dashboard/7
  curl -N -H 'Accept: text/event-stream' ${url}/events/7
  curl -A kube-probe/1.34 ${url}/healthz
  curl ${url}/gate

The last one shows what the gate has done so far, ${url}/boot in a browser
what the boot was made of. The gate opens after 12 requests: send
the first six twice. 30 s after the first it opens anyway, with a warning. Ctrl-C ends the app.`
}

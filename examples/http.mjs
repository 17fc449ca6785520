// node examples/http.mjs
import { createServer } from 'node:http'
import { fileURLToPath } from 'node:url'
import { bootstrapGate } from 'bootstrap-gate'

export const gate = bootstrapGate()

/** The gate takes what a framework would give it: the request, the response, and what comes next. */
export function app(req, res) {
  gate(req, res, (error) => {
    if (error) fail(res, error)
    else answer(req, res).catch((error) => fail(res, error))
  })
}

async function answer(req, res) {
  const { render } = await import('./routes/report.mjs')
  res.end(await render())
}

function fail(res, error) {
  console.error(error)
  res.writeHead(500).end('failed\n')
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const server = createServer(app).listen(process.env.PORT ?? 3000, '127.0.0.1', () => {
    const url = `http://127.0.0.1:${server.address().port}`
    console.log(`Listening on ${url}. Try:`)
    console.log(`  curl -sZ --no-progress-meter --parallel-immediate '${url}/report?[1-8]'`)
  })
}

// node examples/connect.mjs
import { createServer } from 'node:http'
import { fileURLToPath } from 'node:url'
import connect from 'connect'
import { bootstrapGate } from 'bootstrap-gate'

export const app = connect()
export const gate = bootstrapGate()

app.use(gate)

app.use('/report', async (req, res, next) => {
  // Connect does not look at the promise: what is rejected must go to `next`.
  try {
    const { render } = await import('./routes/report.mjs')
    res.end(await render())
  } catch (error) {
    next(error)
  }
})

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const server = createServer(app).listen(process.env.PORT ?? 3000, '127.0.0.1', () => {
    const url = `http://127.0.0.1:${server.address().port}`
    console.log(`Listening on ${url}. Try:`)
    console.log(`  curl -sZ --no-progress-meter --parallel-immediate '${url}/report?[1-8]'`)
  })
}

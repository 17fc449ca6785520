import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js'
import { bootstrapGate } from 'bootstrap-gate'
import express from 'express'
import { createServer } from './create-server.js'

const app = express()
app.use(bootstrapGate())
app.use(express.json())

// Without sessions: a server and a transport for each request, as the SDK wants it.
app.post('/mcp', async (req, res) => {
  const server = createServer()
  const transport = new StreamableHTTPServerTransport({ sessionIdGenerator: undefined })
  res.on('close', () => {
    transport.close()
    server.close()
  })
  await server.connect(transport)
  await transport.handleRequest(req, res, req.body)
})

app.listen(process.env.PORT ?? 3000)

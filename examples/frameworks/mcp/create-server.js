import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js'

const asText = (text) => ({ content: [{ type: 'text', text }] })

export function createServer() {
  const server = new McpServer({ name: 'shop', version: '1.0.0' })

  server.registerTool('orders', { description: 'Lists the orders' }, async () => {
    const { orders } = await import('./tools/orders.js')
    return asText(await orders())
  })
  server.registerTool('report', { description: 'Makes a report' }, async () => {
    const { report } = await import('./tools/report.js')
    return asText(await report())
  })
  return server
}

/** Requests for paths, each with what its answer has to contain. */
export function getPaths(expectations, headers = {}) {
  return Object.entries(expectations).map(([path, expected]) => ({ path, headers, expected }))
}

export function postJson(path, value, expected, headers = {}) {
  const body = JSON.stringify(value)
  return {
    method: 'POST',
    path,
    headers: {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
      ...headers,
    },
    body,
    expected,
  }
}

export function graphql(query, expected) {
  return postJson('/graphql', { query }, expected)
}

/** A call of a tool, as a client of the Model Context Protocol sends it. */
export function callTool(name, expected) {
  const call = { jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name, arguments: {} } }
  return postJson('/mcp', call, expected, { accept: 'application/json, text/event-stream' })
}

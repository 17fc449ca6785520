import http from 'node:http'
import { text } from 'node:stream/consumers'

const clients = 100

/**
 * Sends the requests of 100 clients at once, each over a connection of its own.
 *
 * @returns how long it took until all were served, and what was wrong, by request
 */
export async function sendAll(address, requests) {
  const began = performance.now()
  const faults = await Promise.all(
    Array.from({ length: clients }, (_, index) => send(address, requests[index % requests.length])),
  )
  return { ms: performance.now() - began, faults: countEach(faults.filter(Boolean)) }
}

async function send(address, { method = 'GET', path, headers, body, expected }) {
  const label = `${method} ${path}`
  try {
    const signal = AbortSignal.timeout(60_000)
    const options = { ...address, path, method, headers, agent: false, signal }
    const response = await new Promise((resolve, reject) => {
      http.request(options).on('response', resolve).on('error', reject).end(body)
    })
    const answer = await text(response)
    if (response.statusCode === 200 && answer.includes(expected)) return undefined
    return `${label}: ${response.statusCode} ${answer.slice(0, 300)}`
  } catch (error) {
    return `${label}: ${error.message}`
  }
}

function countEach(faults) {
  const counts = new Map()
  for (const fault of faults) counts.set(fault, (counts.get(fault) ?? 0) + 1)
  return Array.from(counts, ([fault, count]) => `${count} clients: ${fault}`)
}

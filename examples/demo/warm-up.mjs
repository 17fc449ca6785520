import { describeClient, fewestClients } from './clients.mjs'

/** What the app warms up with: each of its routes once. In an app of yours it is a list that somebody has read. */
export const warmUpRequests = Array.from({ length: fewestClients / 2 }, (_, n) => {
  const { method, path, body } = describeClient(n)
  return { method, path, body }
})

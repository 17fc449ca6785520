import { createHash } from 'node:crypto'

/** Says what has come: the client compares. */
export async function receive(req, res) {
  const hash = createHash('sha256')
  let bytes = 0
  for await (const chunk of req) {
    hash.update(chunk)
    bytes += chunk.length
  }
  res.json({ bytes, sha256: hash.digest('hex') })
}

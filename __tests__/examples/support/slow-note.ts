import { PassThrough } from 'node:stream'
import type { Answer } from '../../helpers/client'
import type { Example } from './example'

/** A note that stays inside the app until its text is finished. */
export async function beginNote(example: Example): Promise<(text: string) => Promise<Answer>> {
  const body = new PassThrough()
  const { answer } = example.send('/notes?slow', { method: 'POST', body })
  body.write('slow')
  await example.until('arrived', { url: '/notes?slow' })
  return (text) => {
    body.end(text)
    return answer
  }
}

export function sendNotes(example: Example, count: number): Promise<Answer>[] {
  const message = { method: 'POST', body: Buffer.from('quick') }
  return Array.from({ length: count }, () => example.send('/notes', message).answer)
}

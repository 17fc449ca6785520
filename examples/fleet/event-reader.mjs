/**
 * Takes the text of an event stream apart.
 *
 * @returns a function for each chunk, and whether the stream has ended between two events
 */
export function createEventReader({ onRetry, onEvent }) {
  let rest = ''
  return {
    read(chunk) {
      const blocks = (rest + chunk).split('\n\n')
      rest = blocks.pop()
      for (const block of blocks) {
        const fields = Object.fromEntries(block.split('\n').map((line) => line.split(': ')))
        if (fields.retry === undefined) onEvent({ id: Number(fields.id), data: fields.data })
        else onRetry(Number(fields.retry))
      }
    },
    get isBetweenEvents() {
      return rest === ''
    },
  }
}

/** What has been started and is to be stopped, last started first, however the program ends. */
const open = new Set()

/** @returns what stops it, once, however often it is called */
export function stopLater(stop) {
  let stopped
  const entry = () => {
    open.delete(entry)
    return (stopped ??= stop())
  }
  open.add(entry)
  return entry
}

/** What cannot be stopped keeps nothing else running. */
export async function stopAll() {
  for (const stop of [...open].reverse()) {
    try {
      await stop()
    } catch (error) {
      console.error(error.message)
    }
  }
}

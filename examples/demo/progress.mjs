const drawEveryMs = 100

/** Shows how a run goes: on a terminal as a line that renews itself, elsewhere when it has ended. */
export function createProgress(stream, label, clients) {
  let begun
  let ended = 0
  let answered = 0
  const line = () => {
    if (begun === undefined) return `  ${label}: starting`
    const waited = ((performance.now() - begun) / 1000).toFixed(1)
    return `  ${label}: ${answered} of ${clients} answered, ${clients - ended} waiting, ${ended - answered} given up, ${waited} s`
  }
  const draw = () => stream.write(stream.isTTY ? `\r${line()}\u001b[K` : `${line()}\n`)
  const timer = stream.isTTY ? setInterval(draw, drawEveryMs) : undefined
  draw()
  return {
    burstBegun() {
      begun = performance.now()
    },
    clientEnded({ end }) {
      ended++
      if (end === 'answered') answered++
    },
    stop() {
      clearInterval(timer)
      draw()
      if (stream.isTTY) stream.write('\n')
    },
  }
}

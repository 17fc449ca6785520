const lookEveryMs = 5

/**
 * Watches a gate's boot.
 *
 * @returns what tells how it went, as plain data
 */
export function watchGate(gate) {
  let completedAt
  let opened = null
  const warnings = []
  const timer = setInterval(() => {
    const { completed, requiredCompletions } = gate.stats()
    if (completed < requiredCompletions) return
    completedAt = performance.now()
    clearInterval(timer)
  }, lookEveryMs)
  gate.events.once('open', ({ reason, bootMs }) => {
    clearInterval(timer)
    const now = performance.now()
    opened = { reason, bootMs, afterCompletionsMs: now - (completedAt ?? now) }
  })
  process.on('warning', ({ name, code }) => {
    if (name === 'BootstrapGateWarning') warnings.push(code)
  })
  return () => {
    const { streamed, nested, gaveWay, skipped, slotTimeouts, rejected } = gate.stats()
    return { opened, warnings, streamed, nested, gaveWay, skipped, slotTimeouts, rejected }
  }
}

/** What there is for Prometheus: each metric, and the labels that it has by itself. */
export const metrics = {
  state: {
    name: 'bootstrap_gate_state',
    help: 'Where the gate is in its life: 1 for the state that it is in, 0 for the others.',
    labelNames: ['state'],
  },
  bootDuration: {
    name: 'bootstrap_gate_boot_duration_seconds',
    help: 'How long the boot has taken, from the first request to the opening. Not there before.',
    labelNames: ['reason'],
  },
  requests: {
    name: 'bootstrap_gate_requests_total',
    help: 'Requests that met the gate until it opened, by what it did with them.',
    labelNames: ['outcome', 'reason'],
  },
  queued: {
    name: 'bootstrap_gate_queued_requests',
    help: 'Requests that are held now.',
    labelNames: [],
  },
  wait: {
    name: 'bootstrap_gate_wait_duration_seconds',
    help: 'How long requests were held, until they were let in or, for that, rejected.',
    labelNames: [],
  },
  imports: {
    name: 'bootstrap_gate_import_duration_seconds',
    help: 'How long imports and tracked work have taken until the gate opened.',
    labelNames: ['status'],
  },
} as const satisfies Record<string, { name: string; help: string; labelNames: readonly string[] }>

export const metricNames: readonly string[] = Object.values(metrics).map(({ name }) => name)

import type { GateUnderTest } from './real/gate-under-test'
import type { GateModel } from './reference/gate-model'

/** All that is to be seen of a gate, as the contract promises it. */
export function promised(model: GateModel): object {
  const { flow, ledger, outcome, plan, state, work } = model
  const { counts, rejected, warnings, thrown } = ledger
  const { queued, inside, beside } = flow.places
  return {
    state,
    outcome,
    admissions: flow.admissions,
    fates: model.arrivals.requests.map(({ fate }) => fate),
    warnings,
    thrown,
    lazies: model.loads.lazies.map(({ loads, results }) => ({ loads, results })),
    stats: {
      state,
      requiredCompletions: plan.requiredCompletions,
      ...counts,
      queued,
      inFlight: inside.length + beside.length,
      peakQueued: flow.peakQueued,
      rejected: {
        queueFull: rejected['queue-full'] ?? 0,
        queueTimeout: rejected['queue-timeout'] ?? 0,
        bootTimeout: rejected['boot-timeout'] ?? 0,
        bootFailed: rejected['boot-failed'] ?? 0,
        stopped: rejected['stopped'] ?? 0,
      },
      imports: {
        pending: work.pending.size,
        settled: work.settled,
        failed: work.failed,
      },
      bootMs: outcome !== undefined && 'bootMs' in outcome ? outcome.bootMs : null,
    },
  }
}

/** The same, as it is. */
export function observed(real: GateUnderTest): object {
  const { imports, ...stats } = real.gate.stats()
  return {
    state: real.gate.state,
    outcome: real.outcome,
    admissions: real.admissions,
    fates: real.requests.map(({ fate }) => fate),
    warnings: real.warnings,
    thrown: real.thrown,
    lazies: real.loads.lazies.map(({ loads, results }) => ({ loads, results })),
    stats: {
      ...stats,
      imports: {
        pending: imports.pending.length,
        settled: imports.settled,
        failed: imports.failed,
      },
    },
  }
}

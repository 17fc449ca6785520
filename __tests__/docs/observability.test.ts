import * as api from '@opentelemetry/api'
import * as client from 'prom-client'
import { instrument } from '../../lib/opentelemetry'
import { collectMetrics } from '../../lib/prometheus'
import { meet } from '../helpers/by-hand'
import { closedGate } from '../helpers/closed-gate'
import { app, begin, end } from '../helpers/imports-by-hand'
import { startTelemetry } from '../helpers/telemetry'
import { valuesOf } from './support/declared'
import { pageOf } from './support/pages'

const page = pageOf('docs/observability.md')

function sectionOf(heading: string) {
  const found = page.sections.find((section) => section.heading === heading)
  if (found === undefined) throw new Error(`There is no heading ${heading}.`)
  return found
}

const codeIn = (cell = ''): string[] =>
  Array.from(cell.matchAll(/`([^`]+)`/g), ([, code = '']) => code)

it('tells of each metric for Prometheus its type and labels, and of no other', () => {
  const registry = new client.Registry()
  collectMetrics(closedGate(), { client, registry })
  // What the types do not say: they are the metrics themselves.
  const real = registry.getMetricsAsArray() as (client.MetricObject & { labelNames: string[] })[]

  const rows = sectionOf('Prometheus').tables[0] ?? []
  const described = rows.map(([name, type, labels]) => [codeIn(name)[0], type, codeIn(labels)])
  const exported = real.map(({ name, type, labelNames }) => [name, String(type), labelNames])
  expect(described.sort()).toEqual(exported.sort())
})

it('tells of each metric and span of OpenTelemetry, and of no other', async () => {
  const { metrics, spans } = startTelemetry()
  const gate = closedGate()
  instrument(gate, { api })
  meet(gate)
  end(begin('<specifier>', app))
  gate.open()
  await gate.opened
  const measured = Object.keys(await metrics()).map((name) => name.replace(/ .*/, ''))

  const [ofMetrics, ofSpans] = sectionOf('OpenTelemetry').tables
  const named = (table: typeof ofMetrics = []) => table.map(([name]) => codeIn(name)[0]).sort()
  expect(named(ofMetrics)).toEqual(measured.sort())
  expect(named(ofSpans)).toEqual([...new Set(spans().map(({ name }) => name))].sort())
})

it('tells of each outcome of a request', () => {
  const { raw } = sectionOf('Channels')
  for (const outcome of valuesOf('RequestOutcome')) expect(raw).toContain(`\`${outcome}\``)
})

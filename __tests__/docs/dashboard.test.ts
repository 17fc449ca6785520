import { readFileSync } from 'node:fs'
import path from 'node:path'
import * as client from 'prom-client'
import { collectMetrics } from '../../lib/prometheus'
import { metricNames } from '../../lib/prometheus/metrics'
import { meet } from '../helpers/by-hand'
import { closedGate } from '../helpers/closed-gate'
import { blocks, root } from './support/pages'
import { readQuery } from './support/promql'

interface Panel {
  readonly id: number
  readonly title: string
  readonly gridPos: {
    readonly x: number
    readonly y: number
    readonly w: number
    readonly h: number
  }
  readonly targets: readonly { readonly expr: string }[]
}

interface Dashboard {
  readonly panels: readonly Panel[]
  readonly templating: {
    readonly list: readonly { readonly name: string; readonly definition?: string }[]
  }
}

const dashboard = JSON.parse(
  readFileSync(path.join(root, 'docs/grafana-dashboard.json'), 'utf8'),
) as Dashboard

const variables = dashboard.templating.list
const asked = dashboard.panels.flatMap(({ title, targets }) =>
  targets.map(({ expr }) => ({ where: title, query: expr })),
)
const offered = variables.flatMap(({ name, definition = '' }) => {
  const [, query, label] = /^label_values\((.*), (\w+)\)$/.exec(definition) ?? []
  return query === undefined ? [] : [{ where: `variable ${name}`, query, label }]
})
const documented = blocks
  .filter(({ language }) => language === 'promql')
  .map(({ name, code }) => ({ where: name, query: code }))

/** What Prometheus adds to all that it scrapes. */
const added = ['job', 'instance']

/** What is there to be asked for, once a gate is open: series, and the labels that they have. */
async function exported(): Promise<{ series: Set<string>; labels: Set<string> }> {
  const registry = new client.Registry()
  const gate = closedGate({ maxQueueSize: 0 })
  collectMetrics(gate, { client, registry })
  meet(gate)
  gate.open()
  await gate.opened
  const lines = (await registry.metrics()).split('\n').filter((line) => /^\w/.test(line))
  const labels = lines.flatMap((line) => Array.from(line.matchAll(/(\w+)="/g), ([, it = '']) => it))
  return {
    series: new Set(lines.map((line) => /^\w+/.exec(line)?.[0] ?? '')),
    labels: new Set([...labels, ...added]),
  }
}

it.each([...asked, ...offered, ...documented])(
  '$where asks for what is exported: $query',
  async ({ query }) => {
    const { series, labels } = await exported()
    const read = readQuery(query)
    expect(read.isValid).toBe(true)
    expect(read.series).not.toEqual([])
    expect(read.series.filter((name) => !series.has(name))).toEqual([])
    expect(read.labels.filter((name) => !labels.has(name))).toEqual([])
  },
)

it('a query of a metric that is not there would be found', async () => {
  const { series } = await exported()
  expect(readQuery('sum(bootstrap_gate_nothing{a="b"}) by (c)')).toEqual({
    isValid: true,
    series: ['bootstrap_gate_nothing'],
    labels: ['a', 'c'],
  })
  expect(series.has('bootstrap_gate_nothing')).toBe(false)
  expect(readQuery('sum(').isValid).toBe(false)
})

it('every metric is on the dashboard', () => {
  const shown = asked.flatMap(({ query }) => readQuery(query).series)
  const isShown = (name: string) => shown.some((series) => series.startsWith(name))
  expect(metricNames.filter((name) => !isShown(name))).toEqual([])
})

it('every variable that a query names is one of the dashboard', () => {
  const named = JSON.stringify(dashboard).matchAll(/\$\{?([a-z]+)\b/g)
  const known = variables.map(({ name }) => name)
  expect(
    Array.from(named, ([, name]) => name).filter((name = '') => !known.includes(name)),
  ).toEqual([])
})

it('no two panels share a number or a place', () => {
  const { panels } = dashboard
  expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length)
  const cells = panels.flatMap(({ gridPos: { x, y, w, h } }) => {
    expect(x + w).toBeLessThanOrEqual(24)
    return Array.from({ length: w * h }, (_, index) => {
      const row = y + Math.floor(index / w)
      return `${String(x + (index % w))} ${String(row)}`
    })
  })
  expect(new Set(cells).size).toBe(cells.length)
})

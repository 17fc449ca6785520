import { Example } from './support/example'

function askForReports(example: Example, count: number) {
  return Promise.all(
    Array.from({ length: count }, (_, id) => example.send(`/report?${String(id)}`).answer),
  )
}

describe('examples/metrics.mjs', () => {
  it("gives the gate's metrics beside the app's own, at any time", async () => {
    const example = await Example.start('metrics.mjs')
    const scrape = async () => (await example.send('/metrics').answer).body

    expect(await scrape()).toContain('bootstrap_gate_state{state="closed"} 1\n')
    await askForReports(example, 8)
    await example.until('open')

    const scraped = await scrape()
    expect(scraped).toContain('bootstrap_gate_state{state="open"} 1\n')
    expect(scraped).toMatch(/^bootstrap_gate_boot_duration_seconds{reason="completed"} [\d.]+$/m)
    expect(scraped).toContain('reports_total 8\n')
    expect(example.errors).toBe('')
  })
})

interface Printed {
  readonly name: string
  readonly traceId: string
  readonly id: string
  /** The id of the span that it is in. */
  readonly parent: string
}

/** What a console exporter has printed of each span. */
function spansIn(output: string): Printed[] {
  return output
    .split(/^}/m)
    .filter((text) => text.includes('instrumentationScope'))
    .map((text) => {
      const find = (pattern: RegExp) => pattern.exec(text)?.[1] ?? ''
      return {
        name: find(/^ {2}name: '(.*)'/m),
        traceId: find(/^ {2}traceId: '(.*)'/m),
        id: find(/^ {2}id: '(.*)'/m),
        parent: find(/^ {4}spanId: '(.*)'/m),
      }
    })
}

describe('examples/tracing.mjs', () => {
  it("prints how long each request was held, in its own trace, and the boot in one of the boot's", async () => {
    const example = await Example.start('tracing.mjs')

    await askForReports(example, 4)
    await example.untilPrinted(/^ {2}name: 'bootstrap-gate boot'[^]*?^}/m)
    await example.untilPrinted(/(^ {2}name: 'GET \/report'[^]*?^}[^]*?){4}/m)

    const spans = spansIn(example.output)
    const named = (name: string) => spans.filter((span) => span.name === name)
    const requests = named('GET /report')
    expect(requests).toHaveLength(4)
    expect(
      named('bootstrap-gate wait')
        .map(({ traceId, parent }) => [traceId, parent])
        .sort(),
    ).toEqual(requests.map(({ traceId, id }) => [traceId, id]).sort())
    const [boot] = named('bootstrap-gate boot')
    expect(boot?.parent).toBe('')
    expect(requests.map(({ traceId }) => traceId)).not.toContain(boot?.traceId)
    const imports = named('import ./routes/report.mjs')
    // Node 20 reports none.
    if (imports.length > 0) expect(requests.map(({ id }) => id)).toContain(imports[0]?.parent)
    expect(imports).toHaveLength(process.version.startsWith('v20.') ? 0 : 1)
    expect(example.errors).toBe('')
  })
})

describe('examples/log-opening.mjs', () => {
  it('logs one line when the gate opens', async () => {
    const example = await Example.start('log-opening.mjs')

    await askForReports(example, 8)

    const [line] = await example.untilPrinted(/^{.*}$/m)
    expect(JSON.parse(line)).toMatchObject({
      level: 'info',
      message: 'The gate is open.',
      reason: 'completed',
      completed: 4,
      slotTimeouts: 0,
    })
    expect(example.errors).toBe('')
  })

  it('logs one line when the boot fails', async () => {
    const example = await Example.start('log-opening.mjs', { BOOT: 'fails' })

    const [line] = await example.untilPrinted(/^{.*}$/m)
    expect(JSON.parse(line)).toEqual({
      level: 'error',
      message: 'The boot has failed.',
      reason: 'boot-failed',
      cause: 'Error: No database.',
    })
  })
})

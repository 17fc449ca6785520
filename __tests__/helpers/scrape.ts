import type { Registry } from 'prom-client'

/** The samples that begin with a name, as Prometheus scrapes them: their labels, sorted, and their values. */
export async function scrape(registry: Registry, name: string): Promise<Record<string, number>> {
  const samples: Record<string, number> = {}
  for (const line of (await registry.metrics()).split('\n')) {
    const [, labels = '', value] = new RegExp(`^${name}(?:{(.*)})? (\\S+)$`).exec(line) ?? []
    if (value !== undefined)
      samples[labels.replaceAll('"', '').split(',').sort().join()] = Number(value)
  }
  return samples
}

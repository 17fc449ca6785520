import { format, resolveConfig } from 'prettier'
import { fileURLToPath } from 'node:url'

const pageFile = 'benchmarks.md'

/**
 * The page and its plots.
 *
 * @returns the content of each file, by its name
 */
export async function renderPage({ quick, machine, results }) {
  const sections = []
  const files = {}
  for (const [name, data] of Object.entries(results)) {
    const section = await import(`./sections/${name}.mjs`)
    sections.push({ ...section, name, data })
    if (section.plotFile !== undefined) files[section.plotFile] = section.plot(data)
  }
  const markdown = [renderHead(machine, quick), ...sections.map(renderSection)].join('\n\n')
  const config = await resolveConfig(fileURLToPath(import.meta.url))
  return { [pageFile]: await format(markdown, { ...config, parser: 'markdown' }), ...files }
}

function renderHead({ processor, cores, gigabytes, system, node, date, versions }, quick) {
  const packages = Object.entries(versions).map(([name, version]) => `${name} ${version}`)
  const warning = quick
    ? '\n\n**A quick run, of one to three rounds: for trying the benchmarks, not for conclusions.**'
    : ''
  return `# Benchmarks

What the gate costs, and what it does. Every figure stands beside others that were measured in turn with
it, round by round, in the same run: compare within a table, not between machines. A figure is the median
of all rounds; in brackets is the range of the middle half.

\`\`\`sh
npm ci && npm run build
npm run bench                    # all, some minutes; writes this page
node benchmarks/holding.mjs      # one, as JSON
\`\`\`

Measured on ${date}: ${processor}, ${cores} cores, ${gigabytes} GB, ${system}, Node ${node.slice(1)} where no
other line is named. ${packages.join(', ')}.${warning}`
}

function renderSection({ title, render, name, data }) {
  return `## ${title}\n\n${render(data)}\n\n\`node benchmarks/${name}.mjs\``
}

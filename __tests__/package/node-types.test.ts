import { Project } from './support/project'
import { compile, nodeNext, setUpTypeScript, typesOnly } from './support/typescript'

/** The types of each Node line; those of 22 are the ones that the repository uses itself. */
const lines: [line: number, source: string][] = [
  [20, '@types/node20'],
  [22, '@types/node'],
  [24, '@types/node24'],
  [26, '@types/node26'],
]

// In a process for each: in one, TypeScript takes the types of one line for those of the next.
it.each(lines)(
  'fits the types of Node %d without a cast, and refuses mistakes',
  async (line, source) => {
    const project = new Project(`node-${String(line)}`, { '@types/node': source })
    project.writeJson('package.json', { private: true, type: 'module' })
    project.copy('custom-server.ts', 'listen.ts', 'report.ts', ...typesOnly)
    // Our own types are checked too, and not only how they are used.
    setUpTypeScript(project, { ...nodeNext, skipLibCheck: false, noEmit: true })
    expect(await compile([project])).toBe('')
  },
  60_000,
)

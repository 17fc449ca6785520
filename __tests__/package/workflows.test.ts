import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { parseDocument } from 'yaml'

const folder = path.resolve(__dirname, '../../.github/workflows')

/** The actions of others that a workflow uses, as they are written. */
function actionsUsed(source: string): string[] {
  const lines = source.matchAll(/^[\s-]*uses: *(.*)$/gm)
  return Array.from(lines, ([, action = '']) => action).filter((action) => !action.startsWith('./'))
}

it.each(readdirSync(folder))('%s is sound YAML and pins every action by its commit', (file) => {
  const source = readFileSync(path.join(folder, file), 'utf8')

  expect(parseDocument(source).errors).toEqual([])
  const actions = actionsUsed(source)
  expect(actions).not.toEqual([])
  for (const action of actions) expect(action).toMatch(/^[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/)
})

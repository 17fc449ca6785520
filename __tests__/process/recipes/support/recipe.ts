import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pageOf, root } from '../../../docs/support/pages'
import { stopAfterTest } from '../../../helpers/cleanup'

/**
 * Writes the program of a recipe to disk as it stands in docs/recipes.md, in a folder where it finds its
 * packages, until the test is over.
 *
 * @returns its folder
 */
export function layOutRecipe(heading: string): string {
  const section = pageOf('docs/recipes.md').sections.find((it) => it.heading === heading)
  const code = section?.blocks[0]?.code
  if (code === undefined) throw new Error(`There is no recipe ${heading}.`)
  const folder = mkdtempSync(path.join(tmpdir(), 'recipe-'))
  stopAfterTest(() => {
    rmSync(folder, { recursive: true })
  })
  symlinkSync(path.join(root, 'node_modules'), path.join(folder, 'node_modules'))
  const shop = path.join(folder, 'shop')
  mkdirSync(path.join(shop, 'node_modules'), { recursive: true })
  symlinkSync(root, path.join(shop, 'node_modules/bootstrap-gate'))
  cpSync(path.join(root, '__tests__/docs/support/modules'), shop, { recursive: true })
  const [main = '', ...named] = code.split(/^\/\/ ([\w.-]+\.[cm]?js)$/m)
  writeFileSync(path.join(shop, 'main.mjs'), main)
  while (named.length > 0) {
    const [name = '', content = ''] = named.splice(0, 2)
    writeFileSync(path.join(shop, name), content)
  }
  return shop
}

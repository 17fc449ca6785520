// Bundles main.mjs of a folder in each of the ways, into a folder for each:
// node bundle.mjs <folder> <folder for the bundles>
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import commonjs from '@rollup/plugin-commonjs'
import nodeResolve from '@rollup/plugin-node-resolve'
import ncc from '@vercel/ncc'
import * as esbuild from 'esbuild'
import { rollup } from 'rollup'
import * as vite from 'vite'
import webpack from 'webpack'

const [folder, target] = process.argv.slice(2)
const entry = path.join(folder, 'main.mjs')

const ways = {
  async rollup(dir) {
    const plugins = [nodeResolve({ exportConditions: ['node'] }), commonjs()]
    const bundle = await rollup({ input: entry, plugins, external: /^node:/ })
    await bundle.write({
      dir,
      format: 'es',
      entryFileNames: '[name].mjs',
      chunkFileNames: '[name].mjs',
    })
    await bundle.close()
  },

  webpack(dir) {
    const output = { path: dir, filename: 'main.cjs' }
    const compiler = webpack({ mode: 'production', target: 'node', entry, output })
    return new Promise((resolve, reject) => {
      compiler.run((error, stats) => {
        if (error) reject(error)
        else if (stats.hasErrors()) reject(new Error(stats.toString()))
        else compiler.close(resolve)
      })
    })
  },

  'esbuild-cjs': (dir) => buildByEsbuild({ outfile: path.join(dir, 'main.cjs'), format: 'cjs' }),

  'esbuild-esm': (dir) =>
    buildByEsbuild({
      outdir: dir,
      outExtension: { '.js': '.mjs' },
      format: 'esm',
      splitting: true,
      banner: {
        js: `import { createRequire } from 'node:module'; const require = createRequire(import.meta.url)`,
      },
    }),

  async ncc(dir) {
    const { code, assets } = await ncc(entry, { cache: false, quiet: true })
    writeFileSync(path.join(dir, 'main.mjs'), code)
    for (const [name, { source }] of Object.entries(assets)) {
      writeFileSync(path.join(dir, name), source)
    }
  },

  vite: (dir) =>
    vite.build({
      root: folder,
      configFile: false,
      logLevel: 'error',
      ssr: { noExternal: true },
      build: {
        ssr: entry,
        outDir: dir,
        emptyOutDir: false,
        rolldownOptions: { output: { entryFileNames: '[name].mjs' } },
      },
    }),
}

function buildByEsbuild(options) {
  return esbuild.build({ entryPoints: [entry], bundle: true, platform: 'node', ...options })
}

for (const [name, build] of Object.entries(ways)) {
  const dir = path.join(target, name)
  mkdirSync(dir, { recursive: true })
  await build(dir)
}

import { execFile } from 'node:child_process'
import type { Project } from './project'

export const nodeNext = { module: 'nodenext' }
export const node16 = { module: 'node16' }
export const bundler = { module: 'esnext', moduleResolution: 'bundler' }

/** Programs that are compiled and not run. */
export const typesOnly = ['members.ts', 'messages.ts', 'mistakes.ts']

/**
 * Makes a project one of TypeScript, as strict as can be.
 *
 * @param settings - more for the compiler
 */
export function setUpTypeScript(project: Project, settings: object): void {
  project.writeJson('tsconfig.json', {
    compilerOptions: {
      target: 'es2022',
      types: ['node'],
      strict: true,
      exactOptionalPropertyTypes: true,
      noUncheckedIndexedAccess: true,
      noPropertyAccessFromIndexSignature: true,
      noUnusedLocals: true,
      experimentalDecorators: true,
      emitDecoratorMetadata: true,
      rootDir: '.',
      outDir: 'build',
      ...settings,
    },
  })
}

/**
 * Compiles projects, in one process.
 *
 * @returns what the compiler complains of
 */
export function compile(projects: readonly Project[]): Promise<string> {
  const compiler = require.resolve('typescript/bin/tsc')
  const folders = projects.map(({ folder }) => folder)
  return new Promise((resolve) => {
    execFile(process.execPath, [compiler, '--build', ...folders], (_error, stdout, stderr) => {
      resolve(stdout + stderr)
    })
  })
}

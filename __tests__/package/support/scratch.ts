import { mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

/** A folder outside the repository, where nothing of it can be found. It goes when the tests of the file are over. */
export const scratch = mkdtempSync(path.join(realpathSync(tmpdir()), 'bootstrap-gate-'))

afterAll(() => {
  rmSync(scratch, { recursive: true })
})

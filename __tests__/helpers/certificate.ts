import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

export interface Certificate {
  /** Files, until the tests of the file are over. */
  readonly key: string
  readonly cert: string
}

/** A certificate that nobody has signed; undefined where there is no `openssl`. */
export function makeCertificate(): Certificate | undefined {
  const folder = mkdtempSync(path.join(tmpdir(), 'certificate-'))
  afterAll(() => {
    rmSync(folder, { recursive: true })
  })
  const key = path.join(folder, 'key.pem')
  const cert = path.join(folder, 'certificate.pem')
  const args = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-subj', '/CN=localhost']
  try {
    execFileSync('openssl', [...args, '-keyout', key, '-out', cert], { stdio: 'ignore' })
    return { key, cert }
  } catch {
    return undefined
  }
}

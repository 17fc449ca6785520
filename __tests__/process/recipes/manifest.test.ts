import { readFileSync } from 'node:fs'
import path from 'node:path'
import { deployment, service } from '../../examples/support/manifests'
import { Kubelet } from './support/kubelet'
import { Program } from './support/program'

const file = path.resolve(__dirname, '../../../examples/kubernetes/app.mjs')
const pod = deployment().spec?.template.spec
const container = pod?.containers[0]
const { startupProbe, readinessProbe, livenessProbe } = container ?? {}
const probes = { startupProbe, readinessProbe, livenessProbe }
const paths = Object.values(probes).map((probe) => probe?.httpGet?.path ?? '')
const env = Object.fromEntries(container?.env?.map(({ name, value }) => [name, value]) ?? [])
const seconds = (name: string): number => Number(env[name]) / 1000

/** How long a probe has to fail until Kubernetes acts on it. */
const budget = (probe: typeof startupProbe): number =>
  (probe?.periodSeconds ?? 10) * (probe?.failureThreshold ?? 3)

test('the program reads each variable that the manifest sets', () => {
  const program = readFileSync(file, 'utf8')
  expect(Object.keys(env)).toEqual(['PORT', 'BOOT_TIMEOUT_MS', 'DRAIN_MS', 'SERVE_MS'])
  expect(Object.keys(env).filter((name) => !program.includes(`${name} = `))).toEqual([])
})

test('the program listens where probes and clients are sent, and the gate answers all probes', async () => {
  const program = await Program.start(file, env)
  const [port] = container?.ports ?? []
  expect(port?.name).toBe('http')
  await program.says(`Listening on port ${String(port?.containerPort)}.`)
  expect(service().spec?.ports?.map(({ targetPort }) => targetPort)).toEqual([port?.name])
  expect(Object.values(probes).map((probe) => probe?.httpGet?.port)).toEqual(Array(3).fill('http'))

  const kubelet = new Kubelet(program)
  await kubelet.started
  expect(paths).toEqual(['/startupz', '/readyz', '/livez'])
  for (const asked of paths) {
    expect(await kubelet.probe(asked)).toMatchObject({ status: 200, body: { status: 'ok' } })
  }
  program.child.kill('SIGTERM')
  await kubelet.until(readinessProbe?.httpGet?.path ?? '', 503)
  expect((await kubelet.probe(livenessProbe?.httpGet?.path ?? '')).status).toBe(200)
})

test('its times leave room for those of the program', () => {
  // The program cuts what is left a second after SERVE_MS.
  expect(pod?.terminationGracePeriodSeconds).toBeGreaterThan(seconds('SERVE_MS') + 1)
  expect(seconds('SERVE_MS')).toBeGreaterThan(seconds('DRAIN_MS'))
  expect(seconds('DRAIN_MS')).toBeGreaterThan(budget(readinessProbe))
  expect(budget(startupProbe)).toBeGreaterThan(seconds('BOOT_TIMEOUT_MS'))
  for (const probe of Object.values(probes)) {
    expect(probe?.timeoutSeconds ?? 1).toBeLessThanOrEqual(probe?.periodSeconds ?? 10)
  }
})

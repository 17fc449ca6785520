import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { Deployment, type IDeployment } from 'kubernetes-models/apps/v1/Deployment'
import {
  type IPodDisruptionBudget,
  PodDisruptionBudget,
} from 'kubernetes-models/policy/v1/PodDisruptionBudget'
import { type IService, Service } from 'kubernetes-models/v1/Service'
import { parse } from 'yaml'

const folder = path.resolve(__dirname, '../../../examples/kubernetes')

export const manifestFiles = readdirSync(folder).filter((name) => name.endsWith('.yaml'))

export function readManifest(file: string): unknown {
  return parse(readFileSync(path.join(folder, file), 'utf8'), { strict: true, uniqueKeys: true })
}

export const deployment = (): IDeployment => readManifest('deployment.yaml') as IDeployment
export const service = (): IService => readManifest('service.yaml') as IService
export const disruptionBudget = (): IPodDisruptionBudget =>
  readManifest('disruption-budget.yaml') as IPodDisruptionBudget

const kinds = [Deployment, PodDisruptionBudget, Service]

/** What Kubernetes would refuse of a manifest, by its own schemas; unknown and empty fields as well. */
export function faultsOf(manifest: unknown): string[] {
  const { apiVersion, kind } = manifest as { apiVersion?: string; kind?: string }
  const model = kinds.find((known) => known.apiVersion === apiVersion && known.kind === kind)
  if (model === undefined) return [`there is no ${String(kind)} in ${String(apiVersion)}`]
  const looked = new Set<string>()
  const faults: string[] = []
  try {
    model.prototype.validate.call(noteLooks(manifest, '', looked) as InstanceType<typeof model>)
  } catch (error) {
    faults.push((error as Error).message)
  }
  return [...faults, ...notLookedAt(manifest, '', looked)]
}

/**
 * The schemas take fields that they do not know. They look at each one that they do know, though: what
 * they have not looked at is unknown.
 */
function noteLooks(value: unknown, at: string, looked: Set<string>): unknown {
  if (typeof value !== 'object' || value === null) return value
  return new Proxy(value, {
    get(target, key) {
      const field = `${at}/${String(key)}`
      looked.add(field)
      return noteLooks(Reflect.get(target, key), field, looked)
    },
  })
}

function notLookedAt(value: unknown, at: string, looked: ReadonlySet<string>): string[] {
  if (value === null) return [`${at} is empty`]
  if (typeof value !== 'object') return []
  return Object.entries(value).flatMap(([key, inner]) => {
    const field = `${at}/${key}`
    return looked.has(field) ? notLookedAt(inner, field, looked) : [`${field} is unknown`]
  })
}

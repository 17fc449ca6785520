import {
  deployment,
  disruptionBudget,
  faultsOf,
  manifestFiles,
  readManifest,
  service,
} from './support/manifests'

/** The manifest of the deployment with another text in the place of one of its own. */
function mistaken(from: string, to: string): unknown {
  const text = JSON.stringify(deployment())
  expect(text.split(from)).toHaveLength(2)
  return JSON.parse(text.replace(from, to))
}

const probe = '/spec/template/spec/containers/0/livenessProbe'

describe('mistakes in a manifest are found:', () => {
  test.each([
    ['a field with a typo', '"livenessProbe":', '"livenessProb":', 'livenessProb is unknown'],
    ['one deep inside', '"maxSurge":1', '"maxsurge":1', 'rollingUpdate/maxsurge is unknown'],
    ['one at the wrong depth', '"replicas":3', '"timeoutSeconds":3', '/timeoutSeconds is unknown'],
    ['a wrong type', '"replicas":3', '"replicas":"3"', '/spec/replicas must be integer'],
    ['a number for a text', '"value":"8080"', '"value":8080', 'env/0/value must be string'],
    ['no quantity', '"cpu":"500m"', '"cpu":[]', '/requests/cpu must be'],
    ['a required field missing', '"name":"shop","image"', '"image"', 'required property name'],
    ['one further up', '"selector":', '"selectors":', 'required property selector'],
    [
      'a port missing',
      '"path":"/livez","port":"http"',
      '"path":"/livez"',
      'required property port',
    ],
    ['an empty field', '"periodSeconds":10', '"periodSeconds":null', 'periodSeconds is empty'],
    ['an unknown kind', '"kind":"Deployment"', '"kind":"Deploy"', 'there is no Deploy in apps/v1'],
  ])('%s', (_what, from, to, fault) => {
    expect(faultsOf(mistaken(from, to)).join('\n')).toContain(fault)
  })

  test('the name of the field is told', () => {
    expect(faultsOf(mistaken('"timeoutSeconds":5', '"timeout":5'))).toEqual([
      `${probe}/timeout is unknown`,
    ])
  })
})

test.each(manifestFiles)('%s is what Kubernetes takes', (file) => {
  expect(faultsOf(readManifest(file))).toEqual([])
})

test('all mean the same pods', () => {
  const { selector, template } = deployment().spec ?? {}
  const labels = template?.metadata?.labels
  expect(labels).toEqual({ app: 'shop' })
  expect(selector?.matchLabels).toEqual(labels)
  expect(service().spec?.selector).toEqual(labels)
  expect(disruptionBudget().spec?.selector?.matchLabels).toEqual(labels)
})

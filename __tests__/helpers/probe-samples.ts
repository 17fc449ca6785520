/** A User-Agent as it comes, and what is almost it. */
export interface Sample {
  /** As in the table of lib/probes. */
  readonly name: string
  readonly userAgents: readonly string[]
  /** What it is not: other case, a part only, another product. */
  readonly nearMisses: readonly string[]
  /** Whether something may stand before it. */
  readonly anywhere?: true
}

export const samples: readonly Sample[] = [
  {
    name: 'Kubernetes',
    userAgents: ['kube-probe/1.34', 'kube-probe/1.9', 'kube-probe/1.29+', 'kube-probe/.'],
    nearMisses: ['kube-probe', 'kube-probe 1.34', 'Kube-Probe/1.34', 'kube-proxy/1.34'],
  },
  {
    name: 'Knative',
    userAgents: [
      'Knative-Ingress-Probe',
      'Knative-Activator-Probe',
      'Knative-Autoscaling-Probe',
      'Knative-Autoscaler-Probe',
      'Knative-Queue-Proxy-Probe',
    ],
    nearMisses: [
      'Knative-Probe',
      'Knative--Probe',
      'Knative-Ingress',
      'Knative Ingress-Probe',
      'Knative-Ingress Probe',
      'Knative-Ingress/1.0 a-Probe',
    ],
  },
  {
    name: 'AWS Elastic Load Balancing',
    userAgents: ['ELB-HealthChecker/2.0', 'ELB-HealthChecker/1.0'],
    nearMisses: ['ELB-HealthChecker', 'ELB-HealthCheck/2.0', 'NLB-HealthChecker/2.0'],
  },
  {
    name: 'Amazon Route 53',
    userAgents: [
      'Amazon-Route53-Health-Check-Service (ref b5996862-d894-4595-88da-7940808e9665; report http://amzn.to/1vsZADi)',
    ],
    nearMisses: ['Amazon-Route53', 'Amazon-Route53-Health-Check', 'Amazon CloudFront'],
  },
  {
    name: 'Google Cloud',
    userAgents: ['GoogleHC/1.0', 'GoogleHC/'],
    nearMisses: ['GoogleHC', 'GoogleHC-1.0', 'Googlebot/2.1'],
  },
  {
    name: 'Azure Front Door',
    userAgents: ['Edge Health Probe'],
    nearMisses: ['Edge Health', 'Edge-Health-Probe', 'Edge  Health Probe'],
  },
  {
    name: 'Azure App Service',
    userAgents: ['ReadyForRequest/1.0 (HealthCheck)', 'ReadyForRequest/2.0', 'HealthCheck/1.0'],
    nearMisses: [
      'ReadyForRequest',
      'HealthCheck/2.0',
      'HealthCheck/1',
      'HealthCheck/1x0',
      'HealthCheck',
    ],
  },
  {
    name: 'Cloudflare Load Balancing',
    userAgents: [
      'Mozilla/5.0 (compatible; Cloudflare-Traffic-Manager/1.0; +https://www.cloudflare.com/traffic-manager/; pool-id: 0123456789abcdef)',
      'Cloudflare-Traffic-Manager/1.0',
    ],
    nearMisses: ['Mozilla/5.0 (compatible; Cloudflare-Traffic-Manager)', 'Cloudflare-Traffic/1.0'],
    anywhere: true,
  },
  {
    name: 'Cloudflare Health Checks',
    userAgents: [
      'Mozilla/5.0 (compatible; Cloudflare-Healthchecks/1.0; +https://www.cloudflare.com/; healthcheck-id: 0123456789abcdef)',
      'Mozilla/5.0 (compatible;Cloudflare-Healthchecks/1.0;+https://www.cloudflare.com/; healthcheck-id: 0123456789abcdef)',
      'Cloudflare-Healthchecks/1.0',
    ],
    nearMisses: ['Mozilla/5.0 (compatible; Cloudflare-Healthchecks)', 'Cloudflare-diagnostics'],
    anywhere: true,
  },
  {
    name: 'Envoy',
    userAgents: ['Envoy/HC'],
    nearMisses: ['Envoy/1.0', 'Envoy/H', 'Envoy HC', 'envoy'],
  },
  {
    name: 'Consul',
    userAgents: ['Consul Health Check'],
    nearMisses: ['Consul Health', 'Consul-Health-Check', 'consul-template/0.40'],
  },
]

/** What people and programs send that are no checkers. */
export const ordinary: readonly string[] = [
  '',
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36',
  'curl/8.5.0',
  'node',
  'Go-http-client/1.1',
  'HAProxy',
  'bootstrap-gate-warm-up',
]

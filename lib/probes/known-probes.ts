/** One of those that ask a process whether it is healthy, and say who they are. */
export interface KnownProbe {
  readonly name: string
  /** What its User-Agent begins with, or, without `^`, what is somewhere in it. */
  readonly userAgent: RegExp
}

/** All that can be told by their User-Agent. What each sends in full is in docs/health-checks.md. */
export const knownProbes: readonly KnownProbe[] = [
  // https://github.com/kubernetes/kubernetes/blob/master/pkg/probe/http/request.go
  { name: 'Kubernetes', userAgent: /^kube-probe\// },
  // https://github.com/knative/networking/blob/main/pkg/http/header/header.go
  { name: 'Knative', userAgent: /^Knative-[A-Za-z-]+-Probe/ },
  // https://docs.aws.amazon.com/elasticloadbalancing/latest/application/lambda-functions.html
  { name: 'AWS Elastic Load Balancing', userAgent: /^ELB-HealthChecker\// },
  // https://repost.aws/knowledge-center/route-53-fix-unwanted-health-checks
  { name: 'Amazon Route 53', userAgent: /^Amazon-Route53-Health-Check-Service/ },
  // https://cloud.google.com/apigee/docs/api-platform/debug/health-check
  { name: 'Google Cloud', userAgent: /^GoogleHC\// },
  // https://learn.microsoft.com/en-us/azure/frontdoor/health-probes
  { name: 'Azure Front Door', userAgent: /^Edge Health Probe/ },
  // https://learn.microsoft.com/en-us/azure/app-service/monitor-instances-health-check
  { name: 'Azure App Service', userAgent: /^ReadyForRequest\/|^HealthCheck\/1\.0/ },
  // https://developers.cloudflare.com/fundamentals/reference/cloudflare-site-crawling/
  { name: 'Cloudflare Load Balancing', userAgent: /Cloudflare-Traffic-Manager\// },
  { name: 'Cloudflare Health Checks', userAgent: /Cloudflare-Healthchecks\// },
  // https://github.com/envoyproxy/envoy/blob/main/source/common/http/headers.h
  { name: 'Envoy', userAgent: /^Envoy\/HC/ },
  // https://github.com/hashicorp/consul/blob/main/agent/checks/check.go
  { name: 'Consul', userAgent: /^Consul Health Check/ },
]

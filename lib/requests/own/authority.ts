/** Host and port as a `Host` header has them, of a name or address and a port. */
export function joinAuthority(host: string, port: number | string): string {
  const name = host.includes(':') && !host.startsWith('[') ? `[${host}]` : host
  return `${name}:${String(port)}`.toLowerCase()
}

/** Host and port that a URL leads to. */
export function authorityOf(address: string | URL): string {
  const { protocol, hostname, port } = new URL(address)
  return joinAuthority(hostname, port || (protocol === 'https:' ? 443 : 80))
}

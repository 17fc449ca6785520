const { bootstrapGate: make } = await import(new URL(import.meta.url).searchParams.get('of'))

export function bootstrapGate(options) {
  const gate = make(options)
  gate.open()
  return gate
}

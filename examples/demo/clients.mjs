/** What client `n` asks for, and how it knows that it got the right answer. */
export function describeClient(n) {
  return kinds[n % kinds.length](n)
}

export function describeClients(count) {
  return Array.from({ length: count }, (_, n) => describeClient(n))
}

const kinds = [
  (n) => get(`/orders/${n}`, (answer) => answer === `{"answerTo":"order ${n}"}`),
  (n) => get(`/invoice/${n}`, (answer) => answer === `Invoice ${n}. Total: ${n}.00 EUR\n`),
  (n) => get(`/statement/${n}`, (answer) => answer === `Statement ${n}. Total: ${n}.00 EUR\n`),
  markdown,
  transpile,
  format,
]

/** The fewest clients with which each route is asked twice. */
export const fewestClients = 2 * kinds.length

function get(path, isRight) {
  return { method: 'GET', path, body: undefined, isRight }
}

function markdown(n) {
  return {
    method: 'POST',
    path: '/markdown',
    body: `# Order ${n}\n\n| item | price |\n| --- | ---: |\n| *tea* | ${n}.00 |\n`,
    isRight: (answer) =>
      answer.includes(`<h1>Order ${n}</h1>`) && answer.includes('<td><em>tea</em></td>'),
  }
}

function transpile(n) {
  return {
    method: 'POST',
    path: '/transpile',
    body: [
      `interface Order { id: number; lines: readonly { price: number }[] }`,
      `export const order${n}: Order = { id: ${n}, lines: [{ price: ${n} }] }`,
      `export function total(order: Order): number {`,
      `  return order.lines.reduce((sum: number, line) => sum + line.price, 0)`,
      `}`,
    ].join('\n'),
    isRight: (answer) =>
      answer.includes(`export const order${n} = { id: ${n},`) &&
      answer.includes('function total(order) {') &&
      !answer.includes('interface'),
  }
}

function format(n) {
  return {
    method: 'POST',
    path: '/format',
    body: `const order${n}={id:${n},lines:[{price:${n}}]}`,
    isRight: (answer) => answer === `const order${n} = { id: ${n}, lines: [{ price: ${n} }] };\n`,
  }
}

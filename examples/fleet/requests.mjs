/** An ordinary request, and how a client knows that it got the right answer. The kinds take turns. */
export function describeRequest(n) {
  return kinds[n % kinds.length](n)
}

const kinds = [
  (n) => get(`/orders/${n}`, (answer) => answer === `{"answerTo":"order ${n}"}`),
  (n) => get(`/invoice/${n}`, (answer) => answer === `Invoice ${n}. Total: ${n}.00 EUR\n`),
  (n) => get(`/statement/${n}`, (answer) => answer === `Statement ${n}. Total: ${n}.00 EUR\n`),
  (n) => post('/markdown', `# Order ${n}\n`, (answer) => answer === `<h1>Order ${n}</h1>\n`),
  (n) =>
    post(
      '/format',
      `const order={id:${n}}`,
      (answer) => answer === `const order = { id: ${n} };\n`,
    ),
]

/** One of each kind: in an app of yours it is a list that somebody has read. */
export const oneOfEach = kinds.map((_, n) => {
  const { method, path, body } = describeRequest(n)
  return { method, path, body }
})

function get(path, isRight) {
  return { method: 'GET', path, body: undefined, isRight }
}

function post(path, body, isRight) {
  return { method: 'POST', path, body, isRight }
}

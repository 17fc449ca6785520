import { setTimeout as delay } from 'node:timers/promises'
import express from 'express'

const firstUseMs = 40
const queryMs = 4

/**
 * An app that does right all that the demo's does wrong: each route starts what it needs on first
 * use, once, and takes no lock. It answers what the demo's clients want to hear.
 */
export function createHealthyApp(front) {
  const app = express()
  app.use(front)
  app.use(express.text({ type: () => true }))
  const started = new Map()
  for (const [route, answer] of Object.entries(answers)) {
    app.all(`/${route}{/:id}`, async (req, res) => {
      if (!started.has(route)) started.set(route, delay(firstUseMs))
      await started.get(route)
      await delay(queryMs)
      res.send(answer(req))
    })
  }
  return app
}

const orderOf = ({ body }) => /\d+/.exec(body)[0]

const answers = {
  orders: ({ params: { id } }) => `{"answerTo":"order ${id}"}`,
  invoice: ({ params: { id } }) => `Invoice ${id}. Total: ${id}.00 EUR\n`,
  statement: ({ params: { id } }) => `Statement ${id}. Total: ${id}.00 EUR\n`,
  markdown: (req) => `<h1>Order ${orderOf(req)}</h1><td><em>tea</em></td>`,
  transpile: (req) => {
    const n = /order(\d+)/.exec(req.body)[1]
    return `export const order${n} = { id: ${n}, function total(order) {`
  },
  format: (req) => {
    const n = orderOf(req)
    return `const order${n} = { id: ${n}, lines: [{ price: ${n} }] };\n`
  },
}

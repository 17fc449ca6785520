import { setTimeout as delay } from 'node:timers/promises'
import { Mutex } from 'async-mutex'

const readMs = 15

/**
 * Invoices and statements need the currency and the template. Whoever comes first reads both, each
 * under its lock, but the two lock them in opposite order: side by side, each can hold the lock
 * that the other waits for, and then neither ever answers.
 */
export function createDocuments() {
  const currencyLock = new Mutex()
  const templateLock = new Mutex()
  let currency
  let template
  let isReady = false

  const readCurrency = (andThen) =>
    currencyLock.runExclusive(async () => {
      currency ??= await read('EUR')
      await andThen?.()
    })
  const readTemplate = (andThen) =>
    templateLock.runExclusive(async () => {
      template ??= await read('Total')
      await andThen?.()
    })
  const prepare = async (readBoth) => {
    if (isReady) return
    await readBoth()
    isReady = true
  }

  return {
    async invoice(id) {
      await prepare(() => readCurrency(readTemplate))
      return `Invoice ${id}. ${template}: ${id}.00 ${currency}\n`
    },
    async statement(id) {
      await prepare(() => readTemplate(readCurrency))
      return `Statement ${id}. ${template}: ${id}.00 ${currency}\n`
    },
  }
}

/** Stands in for a file or a database: it takes the time that these take. */
async function read(value) {
  await delay(readMs)
  return value
}

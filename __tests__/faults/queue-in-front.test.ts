import http from 'node:http'
import express from 'express'
import { busyApp } from './support/busy-app'
import { http1Client } from '../helpers/client'
import { closedGate } from '../helpers/closed-gate'
import { listen } from '../helpers/listen'

/** Lets so many in at once, and the next when one has finished: in the async context of that one. */
function queue(limit: number): express.RequestHandler {
  const waiting: (() => void)[] = []
  let free = limit
  return (_req, res, next) => {
    const enter = (): void => {
      res.on('finish', () => {
        free++
        waiting.shift()?.()
      })
      free--
      next()
    }
    if (free > 0) enter()
    else waiting.push(enter)
  }
}

test('a request that the end of another lets out of a queue in front of the gate waits its turn', async () => {
  const gate = closedGate({ requiredCompletions: 10 })
  const { app, mostInside } = busyApp()
  const served = express()
    .use(queue(2))
    .use(gate)
    .use(async (req, res) => {
      await app()
      res.send(req.url)
    })
  const send = http1Client(await listen(http.createServer(served)))
  const paths = ['/1', '/2', '/3', '/4', '/5', '/6']
  const answers = await Promise.all(paths.map((path) => send(path).answer))
  expect(answers.map(({ body }) => body)).toEqual(paths)
  expect(gate.stats()).toMatchObject({ nested: 0, completed: paths.length })
  expect(mostInside()).toBe(1)
})

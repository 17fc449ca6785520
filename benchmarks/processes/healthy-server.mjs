import { bootstrapGate } from 'bootstrap-gate'
import { warmUpRequests } from '../../examples/demo/warm-up.mjs'
import { serveBoot } from '../support/serve-boot.mjs'
import { createHealthyApp } from '../subjects/healthy-app.mjs'

const [front, concurrency, requiredCompletions] = process.argv.slice(2)
const gate =
  front === 'plain'
    ? (req, res, next) => next()
    : bootstrapGate({
        concurrency: Number(concurrency),
        requiredCompletions: Number(requiredCompletions),
      })
const app = createHealthyApp(gate)
if (front === 'warmed-up') await gate.warmUp(app, warmUpRequests)
serveBoot(app)

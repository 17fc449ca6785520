// A service that nobody has asked yet.
import { setTimeout as delay } from 'node:timers/promises'
import express from 'express'
import { bootstrapGate } from 'bootstrap-gate'
import { serve } from '../serve.mjs'

const app = express()
const gate = bootstrapGate()
app.use(gate)
await serve(app)
await delay(1200)
process.send(gate.report())

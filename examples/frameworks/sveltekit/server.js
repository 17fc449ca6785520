import { bootstrapGate } from 'bootstrap-gate'
import express from 'express'
import { handler } from './build/handler.js'

const app = express()
app.use(bootstrapGate())
app.use(handler)
app.listen(process.env.PORT ?? 3000)

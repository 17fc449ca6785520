import { bootstrapGate } from 'bootstrap-gate'
import express from 'express'
import { handler } from './dist/server/entry.mjs'

const app = express()
app.use(express.static('dist/client'))
app.use(bootstrapGate())
app.use(handler)
app.listen(process.env.PORT ?? 3000)

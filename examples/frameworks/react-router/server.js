import { createRequestHandler } from '@react-router/express'
import { bootstrapGate } from 'bootstrap-gate'
import express from 'express'

const app = express()
app.use('/assets', express.static('build/client/assets', { immutable: true, maxAge: '1y' }))
app.use(bootstrapGate())
app.use(createRequestHandler({ build: () => import('./build/server/index.js') }))
app.listen(process.env.PORT ?? 3000)

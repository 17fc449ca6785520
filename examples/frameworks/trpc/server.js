import { createExpressMiddleware } from '@trpc/server/adapters/express'
import { bootstrapGate } from 'bootstrap-gate'
import express from 'express'
import { appRouter } from './router.js'

const app = express()
app.use(bootstrapGate())
app.use('/trpc', createExpressMiddleware({ router: appRouter }))
app.listen(process.env.PORT ?? 3000)

import express from 'express'
import { createFront } from '../subjects/fronts.mjs'

const app = express()
for (const middleware of createFront(process.argv[2])) app.use(middleware)
app.get('/', (req, res) => res.send('hello'))
const server = app.listen(0, '127.0.0.1', () => process.send({ port: server.address().port }))
process.on('disconnect', () => process.exit())

import 'reflect-metadata'
import { NestFactory } from '@nestjs/core'
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify'
import { bootstrapGate } from 'bootstrap-gate'
import { AppModule } from './app.module.js'

const app = await NestFactory.create<NestFastifyApplication>(AppModule, new FastifyAdapter(), {
  logger: ['error', 'warn'],
})
// The adapter brings @fastify/middie with it.
app.use(bootstrapGate())
await app.listen(process.env['PORT'] ?? 3000)

import 'reflect-metadata'
import { NestFactory } from '@nestjs/core'
import { bootstrapGate } from 'bootstrap-gate'
import { AppModule } from './app.module.js'

const app = await NestFactory.create(AppModule, { logger: ['error', 'warn'] })
app.use(bootstrapGate())
await app.listen(process.env['PORT'] ?? 3000)

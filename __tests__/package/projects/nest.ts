import 'reflect-metadata'
import type { Server } from 'node:http'
import { Controller, Get, Module } from '@nestjs/common'
import { NestFactory } from '@nestjs/core'
import { bootstrapGate } from 'bootstrap-gate'
import { listen } from './listen.js'

const gate = bootstrapGate({ skip: (req) => req.url === '/healthz' })
const loadReport = gate.lazy(() => import('./report.js'), 'report')

@Controller()
class ReportController {
  @Get('report')
  async report(): Promise<string> {
    const { title } = await loadReport()
    return title
  }

  @Get('healthz')
  health(): string {
    return 'well'
  }
}

@Module({ controllers: [ReportController] })
// eslint-disable-next-line @typescript-eslint/no-extraneous-class -- a module of Nest is all decorator
class AppModule {}

const app = await NestFactory.create(AppModule)
app.use(gate)
await app.init()
listen(app.getHttpServer() as Server, gate)

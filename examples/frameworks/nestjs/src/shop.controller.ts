import { Controller, Get } from '@nestjs/common'
import { LazyModuleLoader } from '@nestjs/core'
import { Pool } from './pool.js'

@Controller()
export class ShopController {
  constructor(
    private readonly pool: Pool,
    private readonly lazyModules: LazyModuleLoader,
  ) {}

  @Get('orders')
  orders(): Promise<string> {
    return this.pool.query('orders')
  }

  @Get('report')
  async report(): Promise<string> {
    const { ReportModule } = await import('./report/report.module.js')
    const { ReportService } = await import('./report/report.service.js')
    const module = await this.lazyModules.load(() => ReportModule)
    return module.get(ReportService).make()
  }
}

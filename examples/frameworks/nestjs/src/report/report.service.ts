import { Injectable } from '@nestjs/common'
import { Pool } from '../pool.js'

@Injectable()
export class ReportService {
  constructor(private readonly pool: Pool) {}

  make(): Promise<string> {
    return this.pool.query('report')
  }
}

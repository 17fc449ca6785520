import { Global, Module } from '@nestjs/common'
import { Pool } from './pool.js'

@Global()
@Module({ providers: [Pool], exports: [Pool] })
export class PoolModule {}

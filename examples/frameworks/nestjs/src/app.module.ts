import { Module } from '@nestjs/common'
import { PoolModule } from './pool.module.js'
import { ShopController } from './shop.controller.js'

@Module({ imports: [PoolModule], controllers: [ShopController] })
export class AppModule {}

import { Controller, Get, Module } from '@nestjs/common'

class HelloController {
  hello() {
    return 'hello'
  }
}
Controller()(HelloController)
const { prototype } = HelloController
Get()(prototype, 'hello', Object.getOwnPropertyDescriptor(prototype, 'hello'))

export class AppModule {}
Module({ controllers: [HelloController] })(AppModule)

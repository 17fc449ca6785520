import { bootstrapGate } from '../../lib'
import type { Framework, Middleware } from '../helpers/framework'
import { connect } from '../helpers/frameworks/connect'
import { express4 } from '../helpers/frameworks/express-4'
import { express5 } from '../helpers/frameworks/express-5'
import { setUp } from '../helpers/set-up'

const frameworks: readonly Framework[] = [express5, express4, connect]

test.each(frameworks)('$name gets an error that says what was forgotten', async (framework) => {
  const { stage, errors, send } = await setUp(
    framework,
    {},
    { gated: () => [bootstrapGate as unknown as Middleware] },
  )
  await expect(send('/').answer).resolves.toMatchObject({ status: 500 })
  expect(stage.paths).toEqual([])
  const [error] = errors.entries
  expect(error).toMatchObject({ name: 'TypeError', code: 'ERR_BOOTSTRAP_GATE_INVALID_ARGUMENT' })
  expect(String(error)).toContain('Write `app.use(bootstrapGate())`, with the parentheses.')
})

import type { Framework } from '../../helpers/framework'
import { admissionSuite } from './admission'
import { disconnectSuite } from './disconnects'
import { earlyAnswersSuite } from './early-answers'
import { rejectionSuite } from './rejection'
import { routerSuite } from './router'
import { shutdownSuite } from './shutdown'
import { transparencySuite } from './transparency'

/** All that must hold in every framework. */
export function frameworkSuite(framework: Framework): void {
  const { name, createAppWithRouter } = framework

  describe(`${name}, the gate for the whole app`, () => {
    describe('admission', () => {
      admissionSuite(framework)
    })
    describe('rejection', () => {
      rejectionSuite(framework)
    })
    describe('clients that go away', () => {
      disconnectSuite(framework)
    })
    describe('shutdown', () => {
      shutdownSuite(framework)
    })
    describe('answers that were begun before the gate', () => {
      earlyAnswersSuite(framework)
    })
    describe('transparency', () => {
      transparencySuite(framework)
    })
  })

  if (createAppWithRouter === undefined) return
  describe(`${name}, the gate on one router only`, () => {
    routerSuite(framework, createAppWithRouter)
  })
}

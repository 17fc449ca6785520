import { express4 } from '../helpers/frameworks/express-4'
import { frameworkSuite } from './suites'

frameworkSuite(express4)

import { express5 } from '../helpers/frameworks/express-5'
import { frameworkSuite } from './suites'

frameworkSuite(express5)

import { bareHttp2 } from '../helpers/frameworks/bare'
import { frameworkSuite } from './suites'

frameworkSuite(bareHttp2)

import { bareHttp } from '../helpers/frameworks/bare'
import { frameworkSuite } from './suites'

frameworkSuite(bareHttp)

import { restify } from '../helpers/frameworks/restify'
import { frameworkSuite } from './suites'

frameworkSuite(restify)

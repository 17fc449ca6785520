import { polka } from '../helpers/frameworks/polka'
import { frameworkSuite } from './suites'

frameworkSuite(polka)

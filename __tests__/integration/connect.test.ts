import { connect } from '../helpers/frameworks/connect'
import { frameworkSuite } from './suites'

frameworkSuite(connect)

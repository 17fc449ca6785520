export { instrument } from './instrument'
export type { InstrumentOptions } from './instrument'
export type { OpenTelemetryApi } from './api'

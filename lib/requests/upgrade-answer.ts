import type { BootstrapGateError } from '../errors'

/** Stands in for the response where a connection is to be upgraded. */
export interface UpgradeAnswer {
  /** Tells the client that it is rejected, and ends the connection. */
  refuse(error: BootstrapGateError): void
}

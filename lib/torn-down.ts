/** Jest gives it to every module that it loads, and not to the rest of the process. */
declare const jest: { readonly isEnvironmentTornDown?: () => boolean } | undefined

/**
 * Whether the test that the code belongs to is over: Jest fails a run in which something is required after that.
 *
 * @see https://jestjs.io/docs/jest-object#jestisenvironmenttorndown
 */
export function isTornDown(): boolean {
  return typeof jest !== 'undefined' && jest.isEnvironmentTornDown?.() === true
}

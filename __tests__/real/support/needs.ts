interface Need {
  readonly file: string
  /** What has it. */
  readonly debianPackage: string
  /** The variable of the environment that names another file. */
  readonly variable: string
}

export const chromium: Need = {
  file: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
  debianPackage: 'chromium',
  variable: 'CHROMIUM_PATH',
}

/** All that the tests start. */
export const needs: readonly Need[] = [chromium]

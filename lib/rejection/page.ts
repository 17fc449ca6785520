import type { BootstrapGateError } from '../errors'

/**
 * A meta refresh does not reload an address with a #fragment: that leads to the document that is
 * there already. The time is not in the text, so that the text and its hash are constant.
 */
const script =
  'setTimeout(function(){location.reload()},1000*document.currentScript.dataset.seconds)'
const scriptHash = 'sha256-yWK3Z0SCFcH47uo4kboVLfDWwH+b30hq75koOAhm1ks='

/** A timer for longer than 2^31 ms fires at once: the page would reload without end. */
const mostSeconds = 2_147_483

/** All of its text is the package's own: there is nothing in it to escape. */
export function renderPage(
  { message }: BootstrapGateError,
  retryAfterSeconds: number,
  method: string | undefined,
): string {
  const seconds = String(Math.min(Math.max(1, retryAfterSeconds), mostSeconds))
  const { head, advice } = isReloadable(method) ? reloading(seconds) : sendAgain(seconds)
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Service Unavailable</title>
${head}</head>
<body>
<h1>Service Unavailable</h1>
<p>${message}</p>
<p>${advice}</p>
</body>
</html>
`
}

/** The Content-Security-Policy of the page for that method. */
export function pagePolicy(method: string | undefined): string {
  return isReloadable(method)
    ? `default-src 'none'; script-src '${scriptHash}'`
    : "default-src 'none'"
}

/** After another method a refresh would be a GET, and lose what was sent. */
function isReloadable(method: string | undefined): boolean {
  return method === 'GET' || method === 'HEAD'
}

interface Parts {
  readonly head: string
  readonly advice: string
}

function reloading(seconds: string): Parts {
  return {
    head: `<noscript><meta http-equiv="refresh" content="${seconds}"></noscript>
<script data-seconds="${seconds}">${script}</script>
`,
    advice: `This page tries again in ${seconds} s.`,
  }
}

function sendAgain(seconds: string): Parts {
  return {
    head: '',
    advice: `Nothing was done with what you sent. Please send it again in ${seconds} s.`,
  }
}

import { fileURLToPath } from 'node:url'

/** When the benchmark was started by itself: measures, and prints the data as JSON. */
export async function runAlone({ url }, measure) {
  if (process.argv[1] !== fileURLToPath(url)) return
  const data = await measure({ quick: process.argv.includes('--quick') })
  console.log(JSON.stringify(data, null, 2))
}

import { released } from './release.mjs'

await released
export const text = 'a page'

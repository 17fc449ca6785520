await import('./here.mjs')

export const there = 'never'

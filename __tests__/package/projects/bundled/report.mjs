export const title = 'report'

/** Whether this is `npm run test:soak`, which takes its time. */
export const isLongRun = process.env['npm_lifecycle_event'] === 'test:soak'

export * from 'the-package/report'

export * from 'the-package'

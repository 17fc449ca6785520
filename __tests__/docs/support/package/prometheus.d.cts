export * from 'the-package/prometheus'

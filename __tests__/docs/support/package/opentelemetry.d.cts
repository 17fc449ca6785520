export * from 'the-package/opentelemetry'

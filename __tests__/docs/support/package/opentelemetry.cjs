module.exports = require('the-package/opentelemetry')

module.exports = require('the-package/prometheus')

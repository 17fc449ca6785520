module.exports = require('the-package/report')

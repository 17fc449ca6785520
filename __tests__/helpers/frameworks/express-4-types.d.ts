/** The same tests use Express 4 and Express 5, and need of Express 4 only what both have. */
declare module 'express4' {
  import express = require('express')
  export = express
}

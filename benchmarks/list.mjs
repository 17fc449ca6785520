import * as aborting from './aborting.mjs'
import * as boot from './boot.mjs'
import * as coldRoutes from './cold-routes.mjs'
import * as compileCache from './compile-cache.mjs'
import * as concurrency from './concurrency.mjs'
import * as endToEnd from './end-to-end.mjs'
import * as holding from './holding.mjs'
import * as importCost from './import-cost.mjs'
import * as loading from './loading.mjs'
import * as openGate from './open-gate.mjs'
import * as realTraffic from './real-traffic.mjs'
import * as releasing from './releasing.mjs'
import * as slowStart from './slow-start.mjs'
import * as warmUp from './warm-up.mjs'

/** All benchmarks, in the order of the page. */
export const benchmarks = {
  'open-gate': openGate,
  'end-to-end': endToEnd,
  loading,
  holding,
  releasing,
  aborting,
  'import-cost': importCost,
  boot,
  'compile-cache': compileCache,
  'warm-up': warmUp,
  'slow-start': slowStart,
  'cold-routes': coldRoutes,
  'real-traffic': realTraffic,
  concurrency,
}

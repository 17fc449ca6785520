import { burst } from './burst.mjs'
import { deploy } from './deploy.mjs'

/** By name, in the order in which they are told. */
export const scenes = { burst, deploy }

/** Lets everything happen that is due, and what that brings. */
export const turn = (): Promise<unknown> => new Promise(setImmediate)

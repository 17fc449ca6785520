export let release

/** What the routes that are slow wait for: that the test says so. */
export const released = new Promise((resolve) => {
  release = resolve
})

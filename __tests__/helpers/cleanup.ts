type Stop = () => unknown

const running: Stop[] = []

afterEach(async () => {
  for (const stop of running.splice(0).reverse()) await stop()
})

/** Has something stopped when the test is over, last started first. */
export function stopAfterTest(stop: Stop): void {
  running.push(stop)
}

/** Tells the test what has happened: a line of JSON, which every runtime can write. */
export function print(event) {
  console.log(JSON.stringify(event))
}

import { turn } from '../../helpers/turn'

/** An app that takes some turns, and notes how many are in it at once. */
export function busyApp(): { app: () => Promise<void>; mostInside: () => number } {
  let inside = 0
  let most = 0
  const app = async (): Promise<void> => {
    most = Math.max(most, ++inside)
    for (let each = 0; each < 5; each++) await turn()
    inside--
  }
  return { app, mostInside: () => most }
}

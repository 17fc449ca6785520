import { EventEmitter, once } from 'node:events'

/** What has happened so far, in order. Tests await that it has grown to a length. */
export class Log<T> {
  readonly entries: T[] = []
  readonly #news = new EventEmitter().setMaxListeners(0)

  add(entry: T): void {
    this.entries.push(entry)
    this.#news.emit('added')
  }

  async until(length: number): Promise<readonly T[]> {
    while (this.entries.length < length) await once(this.#news, 'added')
    return this.entries
  }

  /** The entry at an index, be it there or still to come. */
  async at(index: number): Promise<T> {
    const entries = await this.until(index + 1)
    return entries[index] as T
  }
}

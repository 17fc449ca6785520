/** The links that a member of a {@link LinkedList} carries itself: no list node is allocated. */
export interface Linked<T extends Linked<T>> {
  /** The list that it is in. */
  list: LinkedList<T> | undefined
  previous: T | undefined
  following: T | undefined
}

/**
 * First in, first out; any member can be removed in constant time. A member is in one list at a time.
 */
export class LinkedList<T extends Linked<T>> {
  first: T | undefined
  #last: T | undefined
  size = 0

  append(member: T): void {
    member.list = this
    member.previous = this.#last
    if (this.#last === undefined) this.first = member
    else this.#last.following = member
    this.#last = member
    this.size++
  }

  remove(member: T): void {
    const { previous, following } = member
    if (previous === undefined) this.first = following
    else previous.following = following
    if (following === undefined) this.#last = previous
    else following.previous = previous
    member.list = undefined
    member.previous = undefined
    member.following = undefined
    this.size--
  }

  *[Symbol.iterator](): IterableIterator<T> {
    for (let member = this.first; member !== undefined; member = member.following) yield member
  }

  takeFirst(): T | undefined {
    const member = this.first
    if (member !== undefined) this.remove(member)
    return member
  }
}

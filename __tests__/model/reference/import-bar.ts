/** Contract, "Opening": for how long, in all, imports that are nobody's may keep somebody out. */
const mostMs = 2000

/** Contract, "Opening": nobody is let in beside an import that no request with a slot has caused. */
export class ModelImportBar {
  /** Those in flight that are nobody's. */
  imports = 0
  #leftMs = mostMs
  #keptOutSince: number | undefined

  get isDown(): boolean {
    return this.imports > 0 && this.#leftMs > 0
  }

  /** Since when it keeps somebody out. */
  get setAt(): number {
    return this.#keptOutSince ?? Infinity
  }

  get dueAt(): number {
    return this.setAt + this.#leftMs
  }

  /** Only the time counts for which somebody would have come in but for it. */
  keepOut(somebody: boolean, now: number): void {
    if (somebody === (this.#keptOutSince !== undefined)) return
    if (this.#keptOutSince !== undefined) this.#leftMs -= now - this.#keptOutSince
    this.#keptOutSince = somebody ? now : undefined
  }
}

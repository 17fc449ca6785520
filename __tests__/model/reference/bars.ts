import type { GateModel } from './gate-model'
import { ModelImportBar } from './import-bar'
import { ModelLastCall } from './last-call'

/** What comes when its time is over. */
export interface Due {
  /** When that time began. */
  readonly setAt: number
  come(): void
}

/** Contract, "Opening": the two ways in which imports keep everybody out for a while. */
export class ModelBars {
  readonly byImports = new ModelImportBar()
  readonly lastCall: ModelLastCall
  /** How many had been admitted when they came down. */
  admittedBefore: number | undefined
  readonly #model: GateModel

  constructor(model: GateModel) {
    this.#model = model
    this.lastCall = new ModelLastCall(model.plan.quietMs)
  }

  get areDown(): boolean {
    return this.byImports.isDown || this.lastCall.isDown
  }

  get dueAt(): number {
    return Math.min(this.byImports.dueAt, this.lastCall.dueAt)
  }

  /** Imports that are nobody's have begun, or have become so. */
  add(imports: number): void {
    this.byImports.imports += imports
    this.note()
  }

  remove(): void {
    this.byImports.imports--
    this.note()
    if (this.byImports.imports === 0) this.#model.flow.lifted()
  }

  /** @param somebody - whether somebody would come in now but for bars */
  keepOut(somebody: boolean): void {
    const { isClosed, now, prerequisites } = this.#model
    const mayCome = isClosed && prerequisites === 0 && somebody
    this.byImports.keepOut(mayCome && this.byImports.isDown, now)
    this.note()
  }

  /** Whose time is over now. */
  get due(): Due[] {
    const { byImports, lastCall } = this
    const all = [
      {
        ...timesOf(lastCall),
        come: () => {
          this.#turnLastCall()
        },
      },
      {
        ...timesOf(byImports),
        come: () => {
          this.#useUp()
        },
      },
    ]
    return all.filter(({ dueAt }) => dueAt === this.#model.now)
  }

  /** To be called when they may have come down or have been lifted. */
  note(): void {
    if (!this.areDown) this.admittedBefore = undefined
    else this.admittedBefore ??= this.#model.flow.admissions.length
  }

  #useUp(): void {
    const { now, flow } = this.#model
    this.byImports.keepOut(false, now)
    this.note()
    flow.lifted()
  }

  #turnLastCall(): void {
    const { now, flow } = this.#model
    const wasDown = this.lastCall.isDown
    this.lastCall.turn(this.#model.lacksOnlyImports, now)
    this.note()
    if (wasDown) flow.lifted()
  }
}

const timesOf = ({ setAt, dueAt }: ModelImportBar | ModelLastCall) => ({ setAt, dueAt })

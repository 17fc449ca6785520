/** For the tests only: the programs of the docs see the types of the file itself. */
export declare function createSurroundings(): Readonly<Record<string, unknown>>

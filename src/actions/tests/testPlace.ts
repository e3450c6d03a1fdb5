/** Where the tests of a source stand, or will. Paths are relative to the workspace folder. */
export interface TestPlace {
  /** `new`: nothing is there yet. `extend`: it has tests of this source. `same-file`: the source's own file. */
  readonly type: "new" | "extend" | "same-file";
  readonly path: string;
}

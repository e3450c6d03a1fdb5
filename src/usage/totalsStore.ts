/**
 * Where small JSON values live between sessions, as VS Code's `globalState` keeps them. `get` is synchronous and gives
 * what was written last, also by another window once the editor has told this one; `update` may fail.
 */
export interface TotalsStore {
  get(key: string): unknown;
  update(key: string, value: unknown): PromiseLike<void>;
}

/** What to write between two texts. Raw editor text: no FIM tokens, no header that the caller did not put in. */
export interface FimRequest {
  /** Empty: the profile's default completion model. */
  readonly model: string;
  readonly prefix: string;
  readonly suffix: string;
  /** Editor language id; used by dialects that answer in a fenced block. */
  readonly languageId: string;
  readonly maxTokens: number;
  /** At most 16; the provider's own limit is applied. */
  readonly stop: readonly string[];
  /** Values of the user's settings by our parameter name (see `parameters.ts`); unset ones are missing. */
  readonly parameters: Readonly<Record<string, unknown>>;
}

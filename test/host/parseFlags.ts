/** What each flag of a program takes: nothing, or the word after it. */
export type FlagKinds = Readonly<Record<string, "switch" | "value">>;

/** The flags that were given. */
export interface Flags<Kinds extends FlagKinds> {
  readonly switches: ReadonlySet<keyof Kinds>;
  readonly values: { readonly [Name in keyof Kinds]?: string };
  /** Words that are neither a flag nor a flag's value. */
  readonly words: readonly string[];
}

/** A mistake in how a program was called; the message is a sentence for the person who called it. */
export class FlagError extends Error {}

/** Reads `--name`, `--name value` and `--name=value`; throws a FlagError for what it does not know. */
export function parseFlags<Kinds extends FlagKinds>(args: readonly string[], kinds: Kinds): Flags<Kinds> {
  const switches = new Set<keyof Kinds>();
  const values: { [Name in keyof Kinds]?: string } = {};
  const words: string[] = [];
  const rest = [...args];
  for (let arg = rest.shift(); arg !== undefined; arg = rest.shift()) {
    if (!arg.startsWith("-")) {
      words.push(arg);
      continue;
    }
    const [flag = "", inline] = arg.split(/=(.*)/s);
    const name: keyof Kinds = flag.replace(/^--/, "");
    const kind = flag.startsWith("--") && Object.hasOwn(kinds, name) ? kinds[name] : undefined;
    if (kind === undefined) {
      const known = Object.keys(kinds).map((each) => `--${each}`);
      throw new FlagError(`Unknown flag ${flag}. Known are ${known.join(", ")}.`);
    }
    if (kind === "switch") {
      if (inline !== undefined) throw new FlagError(`${flag} takes no value.`);
      switches.add(name);
      continue;
    }
    const value = inline ?? rest.shift();
    if (value === undefined || value === "" || (inline === undefined && value.startsWith("--"))) {
      throw new FlagError(`${flag} needs a value after it.`);
    }
    values[name] = value;
  }
  return { switches, values, words };
}

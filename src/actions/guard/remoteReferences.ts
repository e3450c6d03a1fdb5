/** A place where a text names something on the network that the editor or a tool fetches without being asked. */
export interface RemoteReference {
  /** What makes it fetched, as it is written: `$schema`, `@import`, `FROM`. */
  readonly by: string;
  readonly address: string;
}

/** What stands behind such a word is looked through up to here, in UTF-16 code units. */
const maxValueChars = 1_000;

/** Keys and attributes whose value is fetched, in JSON, YAML, TOML, INI, XML and JavaScript. */
const keys = [
  String.raw`\$schema`,
  String.raw`\$ref`,
  String.raw`(?:[\w.-]{1,40}\.)?schemas?`,
  String.raw`[\w.-]{0,40}styles`,
  String.raw`(?:xsi:)?(?:noNamespace)?schemaLocation`,
  "extends",
  "imports?",
  "includes?",
  "src",
  "srcset",
  "href",
  "poster",
  "(?:base_?|server_?)?ur[il]s?",
  "remote",
  "proxy",
  "endpoint",
  "repositor(?:y|ies)",
  "(?:[@\\w:-]{0,40}[-_:])?registry",
  "(?:extra[-_])?index(?:[-_]url)?",
  "find[-_]links",
  "resolved",
  "tarball",
  "distributionUrl",
  "image",
  "uses",
  "repo",
  "source",
  "sources",
];
const trigger = new RegExp(
  [
    String.raw`(?<![\w$])(?<key>${keys.join("|")})["'\x60]?\s*(?:=>|[:=])\s*`,
    String.raw`(?<at>@(?:import|use|forward|namespace)\b|#:schema\b)`,
    String.raw`(?<declaration>\b(?:DOCTYPE|SYSTEM|PUBLIC)\b|<\?xml-(?:model|stylesheet)\b)`,
    String.raw`(?<call>\b(?:import|require|importScripts|fetch|from)\b(?=\s*\(?\s*["'\x60]))`,
    String.raw`(?<command>\b(?:curl|wget|Invoke-WebRequest|iwr|irm|FROM|ADD|npx|pip install|npm i(?:nstall)?|source)\b(?=[ \t]))`,
  ].join("|"),
  "giu",
);

/** An address with a scheme, or one that takes the page's. */
const address = /(?:[a-z+]*https?:|(?<=["'(=\s]))\/\/[^\s"'`<>()[\]{},;]+/giu;

/**
 * What `after` would have fetched and `before` does not: `$schema`, `@import`, `src` and their like with an address on
 * the network, each once, in the order of the text. Meant for a warning: it finds more rather than less, and a text
 * written to deceive may still hide an address from it.
 */
export function remoteReferences(before: string, after: string): readonly RemoteReference[] {
  const known = new Set(referencesIn(before).map(({ address }) => address));
  const found = new Map<string, RemoteReference>();
  for (const reference of referencesIn(after)) {
    if (!known.has(reference.address) && !found.has(reference.address))
      found.set(reference.address, reference);
  }
  return [...found.values()];
}

function referencesIn(written: string): readonly RemoteReference[] {
  const text = withoutEscapes(written);
  const found: RemoteReference[] = [];
  for (const match of text.matchAll(trigger)) {
    const { key, at, declaration, call, command } = match.groups ?? {};
    const rest = text.slice(match.index + match[0].length, match.index + match[0].length + maxValueChars);
    const by = key ?? at ?? declaration ?? call ?? command ?? "";
    const value =
      key === undefined ? upTo(rest, (at ?? call) ? /[;\n]/u : declaration ? />/u : /\n/u) : valueOf(rest);
    for (const [each] of ` ${value}`.matchAll(address)) found.push({ by, address: each });
  }
  return found;
}

/** The value at the beginning of a text: a list or an object whole, a quoted string, an indented block, else a line. */
function valueOf(rest: string): string {
  const first = rest[0] ?? "";
  const close = { "[": "]", "{": "}" }[first];
  if (close !== undefined) {
    let depth = 0;
    for (let at = 0; at < rest.length; at++) {
      if (rest[at] === first) depth++;
      else if (rest[at] === close && --depth === 0) return rest.slice(0, at);
    }
    return rest;
  }
  if (/["'`]/u.test(first)) return first + upTo(rest.slice(1), new RegExp(first, "u"));
  return upTo(rest, first === "-" ? /\n(?!\s*-)/u : /\n/u);
}

function upTo(text: string, end: RegExp): string {
  const at = text.search(end);
  return at < 0 ? text : text.slice(0, at);
}

/** With the escapes of JSON (`\/`, `\u0068`), of properties (`https\://`) and of XML (`&#104;`) read. */
function withoutEscapes(text: string): string {
  return text
    .replaceAll(/\\u([0-9a-f]{4})/giu, (_, hex: string) => character(hex, 16))
    .replaceAll(/&#x([0-9a-f]{1,6});/giu, (_, hex: string) => character(hex, 16))
    .replaceAll(/&#([0-9]{1,7});/gu, (_, digits: string) => character(digits, 10))
    .replaceAll(/\\([/:=])/gu, "$1");
}

function character(digits: string, radix: number): string {
  const codePoint = Number.parseInt(digits, radix);
  return codePoint > 0x10_ff_ff ? "" : String.fromCodePoint(codePoint);
}

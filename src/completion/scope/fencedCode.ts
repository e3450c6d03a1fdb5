/** A block of code in a document of prose, as far as it stands before the cursor. */
export interface FencedCode {
  /** Editor language id; empty where none is named. */
  readonly languageId: string;
  /** Where its text starts in the prefix. */
  readonly startOffset: number;
}

/** What people write behind a fence, where it is not the editor's id. */
const LANGUAGE_NAMES: Readonly<Record<string, string>> = {
  bash: "shellscript",
  "c#": "csharp",
  "c++": "cpp",
  cjs: "javascript",
  cs: "csharp",
  golang: "go",
  h: "c",
  hcl: "terraform",
  js: "javascript",
  jsx: "javascriptreact",
  kt: "kotlin",
  make: "makefile",
  md: "markdown",
  mjs: "javascript",
  objc: "objective-c",
  ps1: "powershell",
  py: "python",
  py3: "python",
  rb: "ruby",
  rs: "rust",
  sh: "shellscript",
  shell: "shellscript",
  text: "plaintext",
  tf: "terraform",
  ts: "typescript",
  tsx: "typescriptreact",
  txt: "plaintext",
  yml: "yaml",
  zsh: "shellscript",
};

const FENCE = /^(?:[ \t>]|[-*+][ \t]|\d+[.)][ \t])*(`{3,}|~{3,})[ \t]*\{?\.?([\w+#-]*)(.*)$/;

/**
 * The fenced block that a cursor in a Markdown document stands in; undefined outside of one, and on a fence itself.
 * @param isFromStart the prefix begins where the document does
 */
export function fencedCode(prefix: string, suffix: string, isFromStart: boolean): FencedCode | undefined {
  let open: (FencedCode & { readonly fence: string }) | undefined;
  let hasSeenFence = false;
  for (let at = isFromStart ? 0 : prefix.indexOf("\n") + 1; at < prefix.length;) {
    const lineEnd = prefix.indexOf("\n", at);
    if (lineEnd === -1) {
      if (fenceOf(prefix.slice(at)) !== undefined) return undefined;
      break;
    }
    const found = fenceOf(prefix.slice(at, lineEnd));
    at = lineEnd + 1;
    if (found === undefined) continue;
    if (open !== undefined) {
      if (found.isBare && found.fence.startsWith(open.fence)) open = undefined;
    } else if (!(found.isBare && !hasSeenFence && !isFromStart)) {
      // A bare fence that comes first in a window that begins later ends a block rather than opening one.
      open = { fence: found.fence, languageId: found.languageId, startOffset: at };
    }
    hasSeenFence = true;
  }
  if (open !== undefined) return open;
  if (hasSeenFence || isFromStart) return undefined;
  // A block longer than the window: the next fence tells.
  const next = suffix
    .split("\n")
    .slice(1)
    .map(fenceOf)
    .find((found) => found !== undefined);
  return next?.isBare === true ? { languageId: "", startOffset: prefix.indexOf("\n") + 1 } : undefined;
}

function fenceOf(
  line: string,
): { readonly fence: string; readonly languageId: string; readonly isBare: boolean } | undefined {
  const found = FENCE.exec(line);
  if (found === null) return undefined;
  const [, fence = "", name = "", rest = ""] = found;
  // ```` ```code``` ```` on one line is inline code.
  if (fence.startsWith("`") && rest.includes("`")) return undefined;
  const id = name.toLowerCase();
  return {
    fence,
    languageId: Object.hasOwn(LANGUAGE_NAMES, id) ? (LANGUAGE_NAMES[id] ?? id) : id,
    isBare: name === "" && rest.trim() === "",
  };
}

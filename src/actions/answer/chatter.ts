/** Longer lines are no sentence to the user. */
const maxSentenceChars = 600;

/** What answers begin with before their code. */
const lead =
  /^(?:(?:sure|certainly|of course|okay|ok|absolutely|great|got it|no problem|understood|yes|alright|done)(?:[,.!:]|\b[^\n;{}=]* [^\n;{}=]*[:.!]$)|(?:here(?:['’]s| is| are)|below(?: is| are)|the (?:updated|modified|rewritten|refactored|following|new|replacement|corrected|fixed|complete|revised|simplified)|i(?:['’]ve| have|['’]ll| will)|this is|let me|you can|to (?:fix|do|make|simplify))\b[^\n;{}=]*[:.!]$)/i;
/** A title, or a label of the request's own form, on a line of its own. */
const title =
  /^(?:#{2,4} |\*\*)?(?:(?:the )?(?:updated|new|final|complete|full|fixed|refactored|modified|revised|corrected|replaced|replacement|rewritten|resulting|simplified|optimi[sz]ed) (?:code|text|version|function|method|class|file|selection|snippet|block|content)|replacement|answer|solution|selection|code|output)(?::\*\*|\*\*:|\*\*|:)?$/i;
const sourceExtension =
  "(?:[cm]?[jt]sx?|pyi?|go|java|kts?|c|cc|cpp|cxx|h|hpp|cs|rs|rb|php|swift|html?|css|scss|vue|svelte|ya?ml|json|toml|md|sql|sh|txt|xml|proto|lua|dart|scala|r|jl|ex|exs|hs|ml|clj|zig)";
/** A path as models put it above their code, with or without a mark of a comment or of Markdown. */
const fileName = new RegExp(
  `^(?:\\*\\*|\`|#{1,4} |//+ ?|# |-- |/\\* |<!-- )?(?:file(?: ?name)?: ?|in )?[\`*]{0,3}[\\w@.~-]*(?:[\\\\/][\\w@.~-]+)*\\.${sourceExtension}[\`*]{0,3}(?: \\([\\w +#-]{1,30}\\))?(?:\\*\\*|\`| \\*/| -->)?:?$`,
  "i",
);
/** What answers go on with behind their code. */
const tail =
  /^(?:this (?:change|version|code|will|now|function|keeps?|makes?|handles?|ensures?)|the (?:change|above|code|function|main|key) |i(?:['’]ve| have| also|['’]m) |note(?: that|:)|explanation|key (?:changes|points)|changes(?: made)?:?|what changed|let me know|hope this|feel free|if you|in this |these changes|now |you can |\*\*|#{2,4} (?:explanation|changes|notes?|key|summary|what|why|how)\b)/i;
/** Answers that say no, or ask. */
const excuse =
  /^(?:i['’]?m sorry|sorry|i am sorry|i apologi[sz]e|apologies|unfortunately|i can(?:no|['’])t|i am unable|i['’]?m (?:unable|not able)|i (?:don['’]t|do not) (?:see|have)|as an? (?:ai|language model|large language)|could you|can you|please (?:provide|share|send|paste|clarify)|it (?:looks|seems) like)\b/i;
const nothingToDo =
  /^(?:no (?:changes?|modifications?|edits?) (?:are |is |were |was )?(?:needed|required|necessary|made)|nothing (?:needs? to|to) (?:be )?change|the (?:code|selection|text) (?:is|looks) (?:already )?(?:correct|fine|good|as requested)\b)/i;

/** Whether a line, trimmed, stands before code as its announcement. */
export function isLead(line: string): boolean {
  if (line === "" || line.length > maxSentenceChars) return false;
  return lead.test(line) || title.test(line);
}

/** Whether a line, trimmed, is only a file's name. */
export function isFileName(line: string): boolean {
  return line.length <= 200 && fileName.test(line);
}

/** Whether an answer without code says that it gives none. */
export function isExcuse(text: string): boolean {
  return excuse.test(text.trimStart().slice(0, 100));
}

/** Whether an answer without code says that there is nothing to change. */
export function saysNothingToDo(text: string): boolean {
  return nothingToDo.test(text.trimStart().slice(0, 100));
}

const listMark = /^(?:[-*•+]|\d{1,3}[.)])\s+/;
const codeMark = /[{};=<>|\\$]|\w\(|\(\)|\)$|::|->|^(?:\/\/|\/\*|\*\/|#!|--|@|"""|''')/;

/** Whether a line, trimmed, is a sentence, a bold title or a point of a list to the reader, and nothing of a program. */
export function isProse(line: string): boolean {
  if (line.length > maxSentenceChars) return false;
  if (/^\*\*[^*]+\*\*:?$/.test(line)) return true;
  const words = line.replaceAll(/`[^`]*`/g, "code");
  const isListed = listMark.test(words);
  const plain = words.replace(listMark, "").replaceAll(/\*\*|__/g, "");
  if (codeMark.test(plain)) return false;
  const count = plain.split(/\s+/).length;
  if (isListed) return count >= 2;
  // Scripts without capitals and without blanks between words.
  if (/^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u.test(plain)) {
    return /[。！？：:.!?]$/.test(plain);
  }
  const isSentence = /^["'“(]?\p{Lu}/u.test(plain) && /\p{Ll}/u.test(plain);
  if (count >= 3) return isSentence && /[.!?:…)”]$/.test(plain);
  return (
    (count === 2 && isSentence && /[.!?]$/.test(plain)) ||
    isLead(line) ||
    (line.endsWith(":") && tail.test(line))
  );
}

/** Whether all lines with text are prose. */
export function isAllProse(text: string): boolean {
  return text.split("\n").every((line) => line.trim() === "" || isProse(line.trim()));
}

/**
 * The code of an answer without fences: the announcement before it and the explanation behind it are dropped. Lines
 * that the selection has are never dropped, nor is prose that is indented: it belongs to something.
 */
export function withoutChatter(answer: string, selection: string): string {
  const lines = answer.split("\n");
  const known = new Set(selection.split("\n").map((line) => line.trim()));
  const isOwn = (line: string) => known.has(line.trim()) || /^[ \t]/.test(line);
  const start = codeStart(lines, isOwn);
  return lines.slice(start, codeEnd(lines, start, isOwn)).join("\n");
}

/** How many lines of leads are dropped at most; code that looks like more is code. */
const maxLeadLines = 6;

function codeStart(lines: readonly string[], isOwn: (line: string) => boolean): number {
  let start = 0;
  let dropped = 0;
  for (let at = 0; at < lines.length && dropped < maxLeadLines; at++) {
    const line = lines[at] ?? "";
    if (line.trim() === "") continue;
    if (isOwn(line)) break;
    const isAnnouncement = isLead(line.trim()) || isFileName(line.trim());
    // A sentence is none of the code's where a colon or a blank line sets it off.
    const isSetOff = isProse(line.trim()) && (line.trimEnd().endsWith(":") || lines[at + 1]?.trim() === "");
    if (!isAnnouncement && !isSetOff) break;
    start = at + 1;
    dropped++;
  }
  return start;
}

function codeEnd(lines: readonly string[], start: number, isOwn: (line: string) => boolean): number {
  let end = lines.length;
  let cut = lines.length;
  // From the last line up, paragraph by paragraph, as long as all is prose.
  while (end > start) {
    while (end > start && lines[end - 1]?.trim() === "") end--;
    let from = end;
    while (from > start && lines[from - 1]?.trim() !== "") from--;
    const paragraph = lines.slice(from, end);
    if (from === start || paragraph.some((line) => isOwn(line) && !/^\s+[-*\d]/.test(line))) break;
    const [first = ""] = paragraph;
    const isTail = tail.test(first.trim()) && first.length <= maxSentenceChars && !/[;{}]\s?$/.test(first);
    if (!paragraph.every((line) => isProse(line.trim())) && !(isTail && paragraph.length === 1)) break;
    cut = from;
    end = from;
  }
  return cut;
}

import { isLanguageOf, isProseLanguage } from "./codeLanguage";

/** Marks of comments in the languages that matter, at the start and the end of a line. */
const commentStart =
  /^(?:\/\/+!?|\/\*+|#+(?!\{)|--+(?:\[\[)?|<!--|<%--|<%#|\{\/\*|\{#|\{\{!(?:--)?|\{-|;+|%+|\(\*|\*+(?!\/)|"""|'''|'|rem\b|REM\b|!)\s*/;
const commentEnd = /(?:\*+\/\}?|-->|--%>|%>|#\}|(?:--)?\}\}|-\}|\*\)|"""|'''|\]\])$/;
/** Where a comment begins behind code. */
const trailingComment = /(?:\/\/|\/\*|#|--)\s?(?=\.{3}|…)/;

const subject =
  "(?:code|functions?|methods?|class(?:es)?|file|body|implementation|logic|lines?|imports?|fields?|propert(?:y|ies)|tests?|cases?|content|section|stuff|part|columns?|rules?|styles?|rows?|entries|items|keys|services|jobs|steps|routes|handlers|options|elements|attributes|constructors?|variables?|members?|definitions?|declarations?|statements?|arguments?|parameters?|document|text|paragraphs?|list|quer(?:y|ies)|scripts?|templates?|pages?|commands?|structs?|types?|setup|config(?:uration)?)";
const unchanged =
  "(?:unchanged|omitted(?: for brevity)?|not changed|as (?:is|before|above|it (?:was|is))|the same|same as (?:before|above|original)|untouched|unmodified|not shown|elided|skipped|(?:here|above|below))";
const verb = "(?:remains?|stays?|is|are|goes|go|here|continues|follows?)";

/** What models write in place of code that they leave out; held against a line without its comment marks. */
const abbreviations: readonly RegExp[] = [
  /^(?:\.{3}|…) ?(?:the )?(?:remaining|existing|previous|original|other|unchanged|omitted)\b/i,
  new RegExp(
    `^(?:\\.{3}|…)? ?(?:the )?(?:rest|remainder)(?: of)?(?: the| this| your)?(?: ${subject}){0,3}(?: ${verb}){0,2}(?: ${unchanged})?\\.? ?(?:\\.{3}|…)?$`,
    "i",
  ),
  new RegExp(
    `^(?:\\.{3}|…)? ?(?:the |your )?(?:existing|remaining|previous|original|other|unchanged|same)(?: \\w+)? ${subject}(?: ${verb}){0,2}(?: ${unchanged})?\\.? ?(?:\\.{3}|…)?$`,
    "i",
  ),
  new RegExp(`^(?:\\.{3}|…) ?(?:keep |leave )?.{0,60}\\b${unchanged}\\b`, "i"),
  new RegExp(`^${subject} (?:${verb} )?${unchanged}(?: for brevity)?\\.?$`, "i"),
  /^(?:keep|leave)(?: the| all)?(?: rest| remaining| existing| other).{0,60}$/i,
  /^(?:no changes?|unchanged)(?: (?:here|below|above|code|needed))?\.? ?(?:\.{3}|…)?$/i,
  /^(?:same as (?:before|above|the original)|as before|omitted for brevity|truncated(?: for brevity)?|snip(?:ped)?)\.? ?(?:\.{3}|…)?$/i,
  new RegExp(
    `^(?:your|my|some|add|insert|put|place)(?: your)?(?: existing| own)? ${subject}(?: goes)? here\\.? ?(?:\\.{3}|…)?$`,
    "i",
  ),
  new RegExp(
    `^(?:\\.{3}|…) ?(?:and )?(?:more |all )?(?:the )?(?:other |more )?${subject}(?: \\w+)? ?(?:\\.{3}|…)$`,
    "i",
  ),
  // What the same models write when they are spoken to in other languages.
  /^(?:\.{3}|…{1,2})? ?(?:（|\()?(?:其余|其他|其它|剩余|现有|原有|此处|之前)(?:的)?(?:代码|部分|内容|方法|函数|逻辑|实现|字段|属性|导入|配置)?(?:保持)?(?:不变|省略|同上|一样|相同|与之前相同)?(?:）|\))? ?(?:\.{3}|…{1,2})?$/,
  /^(?:\.{3}|…{1,2})? ?(?:代码)?(?:省略|保持不变|同上|不变)(?:其余|其他|部分)?(?:代码|部分|内容)? ?(?:\.{3}|…{1,2})?$/,
  /^(?:\.{3}|…)? ?(?:残り|既存|以下|その他)の?(?:コード|部分|処理|メソッド)?(?:は)?(?:省略|変更なし|同じ|そのまま)?(?:です)? ?(?:\.{3}|…)?$/,
  /^(?:\.{3}|…)? ?(?:der |die |das )?(?:restlicher?|übriger?|bestehender?|vorhandener?|rest)\b(?: (?:code|teil|des codes|der datei|methoden|funktionen))?(?: (?:bleibt|bleiben|ist|wie))?(?: (?:unverändert|gleich|zuvor|bisher))? ?(?:\.{3}|…)?$/i,
  /^(?:\.{3}|…)? ?(?:le |la |les )?(?:reste|code existant|suite)\b(?: du (?:code|fichier))?(?: (?:reste|est|demeure))?(?: (?:inchangée?|identique|le même))? ?(?:\.{3}|…)?$/i,
  /^(?:\.{3}|…)? ?(?:el |o )?(?:resto|restante|código existente)\b(?: d(?:el|o) (?:código|archivo|arquivo))?(?: (?:permanece|queda|sigue|continua|se mantiene))?(?: (?:igual|sin cambios|inalterado|o mesmo))? ?(?:\.{3}|…)?$/i,
  /^(?:\.{3}|…)? ?(?:остальной|остальная|существующий|прежний)(?: (?:код|часть|часть кода|файл))?(?: (?:без изменений|остаётся|остается|не изменился|прежним))* ?(?:\.{3}|…)?$/i,
];
const dotsOnly = /^(?:\.{3,6}|…{1,2})$/;
/** Longer lines stand for nothing but themselves. */
const maxPlaceholderChars = 200;

/**
 * The first line that stands for code left out ("// ... rest unchanged"), or undefined. Lines that the selection had
 * are no such thing, nor is `...` alone where the language has it: in Python, in YAML, in prose. Without a language it
 * counts in comments only.
 */
export function placeholderIn(text: string, selection: string, languageId?: string): string | undefined {
  let known: Set<string> | undefined;
  for (const line of text.split("\n")) {
    const trimmed = line.trim();
    if (trimmed === "" || trimmed.length > maxPlaceholderChars || !isPlaceholder(trimmed, languageId))
      continue;
    known ??= new Set(selection.split("\n").map((each) => each.trim()));
    if (!known.has(trimmed)) return trimmed;
  }
  return undefined;
}

function isPlaceholder(line: string, languageId: string | undefined): boolean {
  const isComment = commentStart.test(line);
  const words = wordsOf(line);
  const hasDots = /\.{3}|…/.test(words);
  if (dotsOnly.test(words)) return isComment || (languageId !== undefined && !hasDotsAlone(languageId));
  if (isComment || hasDots) {
    if (abbreviations.some((pattern) => pattern.test(words))) return true;
  }
  if (!hasDots) return false;
  // A body left out, or a comment behind code.
  if (/\{ ?(?:\.{3}|…|\/\* ?(?:\.{3}|…) ?\*\/|\/\/ ?(?:\.{3}|…)) ?\}?[;,)]*$/.test(line)) return true;
  const trailing = trailingComment.exec(line);
  return (
    trailing !== null &&
    trailing.index > 0 &&
    abbreviations.some((pattern) => pattern.test(wordsOf(line.slice(trailing.index))))
  );
}

/** A line without the marks of a comment and brackets around its words. */
function wordsOf(line: string): string {
  return line
    .replace(commentStart, "")
    .replace(commentEnd, "")
    .replaceAll(/[()[\]<>]/g, "")
    .replaceAll(/\s+/g, " ")
    .trim();
}

function hasDotsAlone(languageId: string): boolean {
  return (
    isProseLanguage(languageId) ||
    isLanguageOf("python", languageId) === true ||
    isLanguageOf("yaml", languageId) === true ||
    isLanguageOf("ruby", languageId) === true
  );
}

import assert from "node:assert/strict";
import { branchTicket } from "../../../../src/actions/commit/branchTicket";
import { detectCommitStyle, type CommitStyle } from "../../../../src/actions/commit/commitStyle";
import { styleRules } from "../../../../src/actions/commit/styleRules";
import { subjectParts } from "../../../../src/actions/commit/subjectParts";
import { verbForm } from "../../../../src/actions/commit/verbForm";

const messages = (...texts: readonly string[]) =>
  texts.map((text) => {
    const [subject = "", ...rest] = text.split("\n");
    return { subject, body: rest.join("\n").trim() };
  });
const styleOf = (...texts: readonly string[]): CommitStyle => {
  const style = detectCommitStyle(messages(...texts));
  assert.ok(style);
  return style;
};

const conventional = [
  "feat(api): add a list of orders",
  "fix(ui): keep the focus in the table",
  "docs: explain the keys",
  "feat(api): allow filters",
];

describe("the style of a repository's commit messages", () => {
  it("is unknown below three messages", () => {
    assert.equal(detectCommitStyle(messages("Add a", "Add b")), undefined);
    assert.ok(detectCommitStyle(messages("Add a", "Add b", "Add c")));
  });

  it("knows Conventional Commits with their types and scopes", () => {
    assert.deepEqual(styleOf(...conventional).prefix, {
      form: "conventional",
      types: ["feat", "fix", "docs"],
      scopes: ["api", "ui"],
      scopeUse: "sometimes",
    });
    const bare = styleOf("feat: add a", "fix!: keep b", "chore: drop c").prefix;
    assert.equal(bare?.form === "conventional" && bare.scopeUse, "never");
    const always = styleOf("feat(a): add a", "fix(b): keep b", "chore(c)!: drop c").prefix;
    assert.equal(always?.form === "conventional" && always.scopeUse, "always");
    assert.equal(styleOf("Add a", "feat: add b", "Keep c").prefix, undefined);
  });

  it("knows the parts of a project before a colon", () => {
    assert.deepEqual(styleOf("net/http: add a", "net/http: fix b", "cmd/go: keep c").prefix, {
      form: "area",
      areas: ["net/http", "cmd/go"],
    });
  });

  for (const [name, texts, wanted] of [
    ["imperative", ["Add a", "Keep b", "Remove c"], { verb: "imperative", firstLetter: "upper" }],
    ["past", ["added a", "kept b", "removed c"], { verb: "past", firstLetter: "lower" }],
    ["present", ["Adds a", "Fixes b", "Applies c"], { verb: "present", firstLetter: "upper" }],
    ["gerund", ["adding a", "fixing b", "dropping c"], { verb: "gerund", firstLetter: "lower" }],
    ["emoji", ["✨ Add a", "🐛 Fix b", "♻️ Move c"], { gitmoji: "emoji", verb: "imperative" }],
    ["codes", [":sparkles: Add a", ":bug: Fix b", ":art: Move c"], { gitmoji: "shortcode" }],
    [
      "tickets at the start",
      ["ABC-1: Add a", "ABC-22: Fix b", "ABC-3 Move c"],
      { ticket: { place: "start", example: "ABC-1:" } },
    ],
    [
      "tickets in brackets at the end",
      ["Add a [ABC-1]", "Fix b [ABC-22]", "Move c [ABC-3]"],
      { ticket: { place: "end", example: "[ABC-1]" } },
    ],
    ["full stops", ["Add a.", "Fix b.", "Move c."], { endsWithFullStop: true }],
    ["no full stops", ["Add a.", "Fix b", "Move c"], { endsWithFullStop: false }],
    ["no bodies", ["Add a", "Fix b", "Move c"], { body: "never", wrapsBody: false }],
    ["some bodies", ["Add a", "Fix b\nWhy.", "Move c"], { body: "sometimes", bodyForm: "prose" }],
    ["lists", ["Add a\n- one", "Fix b\n* two\n* three", "Move c"], { body: "usually", bodyForm: "bullets" }],
    ["short subjects", ["Add a", "Fix b", "Move c"], { maxSubjectChars: 50 }],
    ["middle subjects", ["x".repeat(60), "Fix b", "Move c"], { maxSubjectChars: 72 }],
    ["long subjects", ["x".repeat(90), "y".repeat(120), "Move c"], { maxSubjectChars: 100 }],
    [
      "German",
      ["Suche für Bestellungen", "Liste der Kunden und das Menü", "Fehler im Menü mit dem Fokus"],
      { language: "German" },
    ],
    [
      "French",
      ["Ajoute la liste des clients", "Corrige le menu dans une vue", "Retire les fichiers"],
      { language: "French" },
    ],
    ["Chinese", ["添加订单列表", "修复菜单", "移除文件"], { language: "Chinese" }],
    ["Japanese", ["注文の一覧を追加", "メニューを修正", "不要なファイルを削除"], { language: "Japanese" }],
    ["Russian", ["Добавить список", "Исправить меню", "Удалить файл"], { language: "Russian" }],
    [
      "English",
      ["Add a list of the orders", "Fix the menu in a view", "Move it to the side"],
      { language: "English" },
    ],
  ] as const) {
    it(`tells ${name}`, () => {
      const style: Readonly<Record<string, unknown>> = { ...styleOf(...texts) };
      for (const [key, value] of Object.entries(wanted)) assert.deepEqual(style[key], value, key);
    });
  }

  it("leaves open what the messages do not agree on", () => {
    const style = styleOf("Add a", "added b", "fixes c", "the d");
    assert.equal(style.verb, undefined);
    assert.equal(styleOf("README of the first", "parseLine keeps b", "JSON c").firstLetter, undefined);
    assert.equal(styleOf("Ändert a", "Löscht b", "Ändert c").language, undefined);
  });

  it("sees whether bodies are broken at 72 characters", () => {
    const long = "word ".repeat(30).trim();
    const broken = `${"word ".repeat(14).trim()}\n${"word ".repeat(14).trim()}`;
    assert.equal(styleOf(`Add a\n${broken}`, `Fix b\n${broken}`, "Move c").wrapsBody, true);
    assert.equal(styleOf(`Add a\n${long}`, `Fix b\n${long}`, "Move c").wrapsBody, false);
    assert.equal(styleOf("Add a\nShort.", "Fix b", "Move c").wrapsBody, false);
  });
});

describe("a subject", () => {
  for (const [subject, wanted] of [
    ["Add a", { words: "Add a" }],
    [
      "✨ feat(api)!: ABC-12 add a list",
      {
        gitmoji: { text: "✨", form: "emoji" },
        type: "feat",
        scope: "api",
        ticket: { id: "ABC-12", place: "start", text: "ABC-12" },
        words: "add a list",
      },
    ],
    ["fix: :bug: keep it", { type: "fix", gitmoji: { text: ":bug:", form: "shortcode" }, words: "keep it" }],
    ["[ABC-7] Add a", { ticket: { id: "ABC-7", place: "start", text: "[ABC-7]" }, words: "Add a" }],
    ["Add a (#12)", { ticket: { id: "#12", place: "end", text: "(#12)" }, words: "Add a" }],
    ["net/http, io: add a", { area: "net/http, io", words: "add a" }],
    ["Note: this", { area: "Note", words: "this" }],
    ["Fix std::move", { words: "Fix std::move" }],
    ["UTF-8 is kept", { words: "is kept", ticket: { id: "UTF-8", place: "start", text: "UTF-8" } }],
  ] as const) {
    it(`is taken apart: ${subject}`, () => assert.deepEqual(subjectParts(subject), wanted));
  }
});

describe("a verb", () => {
  for (const [words, form] of [
    ["Add a", "imperative"],
    ["Process it", "imperative"],
    ["embed b", "imperative"],
    ["Added a", "past"],
    ["Applied b", "past"],
    ["dropped c", "past"],
    ["Wrote d", "past"],
    ["fixes a", "present"],
    ["Replaces b", "present"],
    ["Running c", "gerund"],
    ["Moving d", "gerund"],
    ["The need", undefined],
    ["string of a", undefined],
    ["", undefined],
  ] as const) {
    it(`in “${words}” is ${form ?? "not told"}`, () => assert.equal(verbForm(words), form));
  }
});

describe("the ticket of a branch", () => {
  for (const [branch, form, wanted] of [
    ["feature/ABC-123-search", "ABC-1:", "ABC-123"],
    ["abc-123", "[ABC-1]", "ABC-123"],
    ["fix/123-crash", "#7", "#123"],
    ["fix/#123", "(#7)", "#123"],
    ["main", "ABC-1", undefined],
    ["release/2024-11", "ABC-1", undefined],
    ["feature/v2", "#7", undefined],
  ] as const) {
    it(`${branch}, written as ${form}: ${wanted ?? "none"}`, () =>
      assert.equal(branchTicket(branch, form), wanted));
  }
});

describe("the rules of a message", () => {
  it("are the usual ones where nothing could be learned", () => {
    assert.deepEqual(styleRules(undefined, "main", undefined).slice(0, 1), [
      "The subject has at most 72 characters.",
    ]);
    assert.match(styleRules(undefined, "", undefined).join(" "), /imperative.*capital.*no full stop/u);
  });
  it("put the user's own limit first", () => {
    assert.equal(styleRules(styleOf(...conventional), "", 40)[0], "The subject has at most 40 characters.");
  });
  it("say what was learned", () => {
    const text = styleRules(styleOf(...conventional), "", undefined).join("\n");
    assert.match(text, /at most 50/u);
    assert.match(text, /type\(scope\).*feat, fix, docs\.\nA scope is given where one fits.*: api, ui\./u);
    assert.match(text, /imperative[^]*small letter[^]*no full stop[^]*Write no body/u);
  });
  it("name the branch's ticket, and none that is not known", () => {
    const style = styleOf("ABC-1: Add a", "ABC-2: Fix b", "ABC-3: Move c");
    assert.match(styleRules(style, "feature/ABC-9-x", undefined).join("\n"), /The ticket is ABC-9/u);
    assert.match(styleRules(style, "main", undefined).join("\n"), /not known: leave its number out/u);
  });
});

import { answerSoFar } from "../../../../src/actions/answer/answerSoFar";
import { answerToReplacement, type EditTarget } from "../../../../src/actions/answer/answerToReplacement";
import { insertionFromAnswer } from "../../../../src/actions/answer/insertionFromAnswer";

const answerChars = 100_000;
const repeated = (piece: string, end = "") => piece.repeat(Math.ceil(answerChars / piece.length)) + end;

/** Pieces that make a reading which looks twice at what it has seen take hours instead of a moment. */
const pieces: readonly string[] = [
  "`",
  "```\n",
  "```ts\nx```\n\n",
  "```markdown\n```\n",
  " ",
  "\n",
  "a ",
  "(\n",
  "</think>\n",
  "<answer>\n",
  "&lt; ",
  "12 |\n",
  "@@ -1 +1 @@\n-call(1);\n+b\n",
  "<<<<<<< SEARCH\ncall(1);\n=======\nb\n>>>>>>> REPLACE\n",
  "... ",
  "rest of the code code code ",
  "Here is the code: ",
  "This is a sentence.\n\n",
  "a.ts/",
  "call(1);\ncall(2);\n",
  "👩\ufe0f",
];

const target: EditTarget = {
  selection: "call(1);\n".repeat(1000),
  before: "import a;\n".repeat(400),
  after: "}\n".repeat(200) + "call(2);\n".repeat(200),
  languageId: "typescript",
  indentUnit: 2,
  lineEnd: "\n",
};

describe("a hostile answer of 100,000 characters", () => {
  // A reading that takes time by the square of the length would be far beyond the runner's limit.
  for (const piece of pieces) {
    it(`of ${JSON.stringify(piece)}`, () => {
      answerToReplacement(repeated(piece, "x"), target);
      answerSoFar(`\`\`\`ts\n${repeated(piece, "x\n")}`, target);
    });
  }

  it("of blocks of Markdown", () => {
    const prose = { ...target, languageId: "markdown", selection: "a (b" };
    answerToReplacement(repeated("```markdown\n```\n"), prose);
    insertionFromAnswer(repeated("```diff\n-a\n```\n"), { ...prose, side: "after" });
  });
});

import assert from "node:assert/strict";
import { instructionText } from "../../../src/chat/instructionText";

const file = (label: string, text: string) => ({ label, uri: `file:///${label}`, text });

describe("instructionText", () => {
  it("puts the files in their order under their names", () => {
    const { text, sources } = instructionText([
      file(".github/copilot-instructions.md", "Use tabs.\n"),
      file("empty.md", " \n"),
      file("AGENTS.md", "Run `make`.\n"),
    ]);
    assert.equal(
      text,
      "This workspace gives these instructions.\n\nFrom .github/copilot-instructions.md:\n\nUse tabs.\n\nFrom AGENTS.md:\n\nRun `make`.",
    );
    assert.deepEqual(
      sources.map(({ label, uri, tokens }) => [label, uri, tokens > 0]),
      [
        [".github/copilot-instructions.md", "file:///.github/copilot-instructions.md", true],
        ["AGENTS.md", "file:///AGENTS.md", true],
      ],
    );
  });

  it("is empty without files", () => assert.deepEqual(instructionText([]), { text: "", sources: [] }));

  it("cuts what is too long at a line, tells it, and still names the files behind", () => {
    const long = Array.from({ length: 3_000 }, (_, index) => `rule ${index}`).join("\n");
    const { text, sources } = instructionText([
      file("AGENTS.md", long),
      file("sub/AGENTS.md", "Last.\nMore."),
    ]);
    assert.match(sources[0]?.label ?? "", /^AGENTS\.md \(first 2\d{3} of 3000 lines\)$/u);
    assert.match(
      text,
      /From AGENTS\.md \(first 2\d{3} of 3000 lines\):\n\nrule 0\n[^]*rule 2\d{3}(?:\n\nFrom|$)/u,
    );
    assert.ok(text.length < 20_300, String(text.length));
    assert.equal(sources.length, 2);
  });

  it("counts all files together", () => {
    const lines = "rule\n".repeat(2_500);
    const { text } = instructionText([file("a.md", lines), file("b.md", lines)]);
    assert.ok(text.length < 20_300, String(text.length));
  });

  it("never lets a name break out of its line", () => {
    assert.match(instructionText([file("a\n\nb.md", "x")]).text, /From ab\.md:/u);
  });
});

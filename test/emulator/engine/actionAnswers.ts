import { attachedCode } from "./attachedCode";
import { outlineOf, type OutlineEntry } from "./codeOutline";
import { addTypes } from "./mechanicalEdits";
import { fixCode, optimiseCode, refactorCode, simplifyCode } from "./codeRewrites";

/** What an action's request holds. */
export interface ActionQuestion {
  readonly asked: string;
  readonly instruction: string;
  /** The selection. */
  readonly code: string;
  readonly language: string;
}

/**
 * Answers the extension's own actions as far as that goes by form alone: code, and its language. Undefined for an
 * instruction that is none of them.
 */
export function answerAction(question: ActionQuestion): { code: string; language: string } | undefined {
  const { asked, instruction, code, language } = question;
  const same = (text: string) => ({ code: text, language });
  if (instruction.startsWith("Fix the selection")) return same(fixCode(code, problemsIn(asked)));
  if (instruction.startsWith("Refactor the selection")) return same(refactorCode(code, language));
  if (instruction.startsWith("Simplify the selection")) return same(simplifyCode(code, language));
  if (instruction.startsWith("Make the selection faster")) return same(optimiseCode(code, language));
  if (instruction.startsWith("Write out the types")) return same(addTypes(code, "types", language) ?? code);
  if (instruction.startsWith("Write tests for the selection")) return same(testsFor(question));
  const target = /^Translate the selection to (.+?)\. /.exec(instruction)?.[1];
  return target === undefined
    ? undefined
    : { code: translated(question, target), language: target.toLowerCase() };
}

function problemsIn(asked: string): string {
  return attachedCode(asked).find(({ label }) => /^Problems/i.test(label))?.code ?? "";
}

/** The functions of the selection, and the class around it where there is one. */
function outlineAround({ asked, code }: ActionQuestion): {
  readonly functions: readonly OutlineEntry[];
  readonly className: string | undefined;
} {
  const before = attachedCode(asked).find(({ label }) => /^Before the selection/i.test(label))?.code ?? "";
  const isInside = /^[ \t]/.test(code);
  const classes = (text: string) => outlineOf(text).entries.filter(({ kind }) => kind === "class");
  return {
    functions: outlineOf(code).entries.filter(({ kind }) => kind === "function"),
    className: classes(code)[0]?.name ?? (isInside ? classes(before).at(-1)?.name : undefined),
  };
}

/** Tests that hold for any code of these names; what they should expect is a model's to say. */
function testsFor(question: ActionQuestion): string {
  const { asked, language } = question;
  const { functions, className } = outlineAround(question);
  const names = functions.map(({ name }) => name);
  const missing = "Midfill's emulator, no language model, knows no expected values.";
  const title = (name: string) => name.charAt(0).toUpperCase() + name.slice(1);
  switch (language) {
    case "python": {
      const module = /module under test is `([\w.]+)`/.exec(asked)?.[1] ?? "module";
      const tests = names.map((name) => {
        const value = className === undefined ? name : `${className}.${name}`;
        return `def test_${name}_can_be_called():\n    # ${missing}\n    assert callable(${value})\n`;
      });
      return [`from ${module} import ${className ?? names.join(", ")}\n`, ...tests].join("\n\n").trimEnd();
    }
    case "go": {
      const name = /^package (\w+)/m.exec(asked)?.[1] ?? "main";
      const tests = names.map((each) => `func Test${title(each)}(t *testing.T) {\n\tt.Skip("${missing}")\n}`);
      return [`package ${name}`, 'import "testing"', ...tests].join("\n\n");
    }
    case "java": {
      const name = /^package ([\w.]+);/m.exec(asked)?.[1];
      const tests = names.map((each) => `    @Disabled("${missing}")\n    @Test\n    void ${each}() {}`);
      return [
        ...(name === undefined ? [] : [`package ${name};`]),
        "import org.junit.jupiter.api.Disabled;\nimport org.junit.jupiter.api.Test;",
        `class ${className ?? "Selection"}Test {\n${tests.join("\n\n")}\n}`,
      ].join("\n\n");
    }
    case "cpp": {
      const header = /Include "([^"]+)"/.exec(asked)?.[1];
      const tests = names.map(
        (each) =>
          `TEST(${className ?? "Selection"}Test, ${title(each)}) {\n  GTEST_SKIP() << "${missing}";\n}`,
      );
      return [
        `#include <gtest/gtest.h>${header === undefined ? "" : `\n\n#include "${header}"`}`,
        ...tests,
      ].join("\n\n");
    }
    default: {
      const module = /code under test from "([^"]+)"/.exec(asked)?.[1] ?? "./module";
      const runner = /Framework: (Vitest|Jest|Mocha)/i.exec(asked)?.[1]?.toLowerCase();
      const imports =
        runner === "vitest"
          ? ['import { describe, expect, it } from "vitest";']
          : runner === "jest"
            ? []
            : [
                'import assert from "node:assert/strict";',
                ...(runner === "mocha" ? [] : ['import { describe, it } from "node:test";']),
              ];
      const tests = names.map((each) => {
        const value = className === undefined ? each : `${className}.prototype.${each}`;
        const check =
          runner === "vitest" || runner === "jest"
            ? `expect(typeof ${value}).toBe("function");`
            : `assert.equal(typeof ${value}, "function");`;
        return `  it("has ${each}", () => {\n    // ${missing}\n    ${check}\n  });`;
      });
      return [
        [...imports, `import { ${className ?? names.join(", ")} } from "${module}";`].join("\n"),
        `describe("${className ?? names[0] ?? "the selection"}", () => {\n${tests.join("\n\n")}\n});`,
      ].join("\n\n");
    }
  }
}

/** The functions by name and parameters in another language: what they do is not translated, and the code says so. */
function translated(question: ActionQuestion, target: string): string {
  const { functions } = outlineAround(question);
  const language = target.toLowerCase();
  const missing = "Midfill's emulator, no language model, translates names only.";
  const snake = (name: string) => name.replace(/([a-z\d])([A-Z])/g, "$1_$2").toLowerCase();
  const camel = (name: string) => {
    const joined = name.replace(/_+(\w)/g, (_, letter: string) => letter.toUpperCase());
    return joined.charAt(0).toLowerCase() + joined.slice(1);
  };
  const bodies = functions.map(({ name, parameters }) => {
    switch (language) {
      case "python":
        return `def ${snake(name)}(${parameters.map(snake).join(", ")}):\n    # ${missing}\n    raise NotImplementedError`;
      case "ruby":
        return `def ${snake(name)}(${parameters.map(snake).join(", ")})\n  # ${missing}\n  raise NotImplementedError\nend`;
      case "go":
        return `func ${camel(name)}(${parameters.map((each) => `${camel(each)} any`).join(", ")}) any {\n\t// ${missing}\n\tpanic("not translated")\n}`;
      case "rust":
        return `fn ${snake(name)}<T>(${parameters.map((each) => `${snake(each)}: T`).join(", ")}) {\n    // ${missing}\n    todo!()\n}`;
      case "javascript":
      case "typescript":
        return `export function ${camel(name)}(${parameters
          .map((each) => camel(each) + (language === "typescript" ? ": unknown" : ""))
          .join(
            ", ",
          )})${language === "typescript" ? ": never" : ""} {\n  // ${missing}\n  throw new Error("not translated");\n}`;
      default:
        return `// ${missing}\n// ${name}(${parameters.join(", ")})`;
    }
  });
  const head = language === "go" ? ["package main"] : [];
  return [...head, ...(bodies.length > 0 ? bodies : [`// ${missing}`])].join("\n\n");
}

/** A commit's subject from the names of the changed files, or what continues the given beginning. */
export function commitMessageFor(asked: string): string {
  const changes = /<changes>\n([^]*?)\n<\/changes>/.exec(asked)?.[1] ?? "";
  const beginning = /<beginning>\n([^]*?)\n<\/beginning>/.exec(asked)?.[1] ?? "";
  // Each file is named twice: in the list, and above its lines.
  const files = [...new Set(changes.match(/^\S[^:\n]*: \w+/gm))].map((line) => {
    const [path = "", what = ""] = line.split(": ");
    return {
      name: path.slice(path.lastIndexOf("/") + 1),
      verb: /^(?:new|added)/.test(what) ? "Add" : /^(?:deleted|removed)/.test(what) ? "Remove" : "Change",
    };
  });
  const [first, second] = files;
  if (first === undefined) return beginning === "" ? "Change files" : beginning;
  const rest =
    files.length === 1
      ? ""
      : files.length === 2
        ? ` and ${second?.name ?? ""}`
        : ` and ${files.length - 1} more files`;
  const subject = `${first.verb} ${first.name}${rest}`;
  return beginning === "" ? subject : `${beginning} ${subject.charAt(0).toLowerCase()}${subject.slice(1)}`;
}

/** Names made of a name's own words, a line each with a reason. */
export function namesFor(asked: string): string {
  const name = /^Name: (\S+)$/m.exec(asked)?.[1] ?? "name";
  const words = name
    .replace(/([a-z\d])([A-Z])/g, "$1 $2")
    .split(/[\s_]+/)
    .map((word) => word.toLowerCase());
  const styled = (parts: readonly string[]) =>
    name.includes("_")
      ? name === name.toUpperCase()
        ? parts.join("_").toUpperCase()
        : parts.join("_")
      : parts
          .map((part, index) =>
            index === 0 && /^[a-z]/.test(name) ? part : part.charAt(0).toUpperCase() + part.slice(1),
          )
          .join("");
  const last = words.at(-1) ?? "";
  const ideas: readonly (readonly [readonly string[], string])[] = [
    [["current", ...words], "the one that counts now"],
    [[...words, "value"], "says that it is a value"],
    [["next", ...words], "the one that follows"],
    [words.length > 1 ? words.slice(1) : [...words, "item"], "shorter, where the place tells the rest"],
    [
      words.length > 1 ? [last, "of", ...words.slice(0, -1)] : [...words, "entry"],
      "the thing first, then whose",
    ],
  ];
  return ideas.map(([parts, reason]) => `${styled(parts)}: ${reason}`).join("\n");
}

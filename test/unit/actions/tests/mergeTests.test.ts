import assert from "node:assert/strict";
import * as fc from "fast-check";
import type { IndentUnit } from "../../../../src/actions/answer/indentation";
import { mergeTests } from "../../../../src/actions/tests/mergeTests";

interface Case {
  readonly it: string;
  readonly languageId: string;
  readonly existing: string;
  readonly answer: string;
  /** The new text, or `same` or `unclear`. */
  readonly merged: string;
}

const vitest = `import { describe, expect, it } from "vitest";
import { add } from "../src/add";

describe("add", () => {
  it("adds", () => {
    expect(add(1, 2)).toBe(3);
  });
});
`;
const python = `import pytest

from shop.cart import Cart


def test_empty():
    assert Cart().count == 0
`;
const junit = `package com.shop;

import org.junit.jupiter.api.Test;

class CartTest {
    @Test
    void isEmpty() {
        assertEquals(0, new Cart().count());
    }
}
`;
const xunit = `using Xunit;

namespace Shop.Tests
{
    public class CartTests
    {
        [Fact]
        public void IsEmpty()
        {
            Assert.Equal(0, new Cart().Count);
        }
    }
}
`;
const rust = `pub fn add(a: i32, b: i32) -> i32 {
    a + b
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn adds() {
        assert_eq!(add(1, 2), 3);
    }
}
`;

const cases: readonly Case[] = [
  {
    it: "takes the whole file",
    languageId: "typescript",
    existing: vitest,
    answer: vitest.replace(
      "  });\n});",
      "  });\n\n  it('adds nothing', () => {\n    expect(add(0, 0)).toBe(0);\n  });\n});",
    ),
    merged: vitest.replace(
      "  });\n});",
      "  });\n\n  it('adds nothing', () => {\n    expect(add(0, 0)).toBe(0);\n  });\n});",
    ),
  },
  {
    it: "sees that nothing is new",
    languageId: "typescript",
    existing: vitest,
    answer: vitest,
    merged: "same",
  },
  {
    it: "puts a bare test into the group, since no test stands outside one",
    languageId: "typescript",
    existing: vitest,
    answer: 'it("adds zero", () => {\n  expect(add(1, 0)).toBe(1);\n});',
    merged: vitest.replace(
      "  });\n});",
      '  });\n\n  it("adds zero", () => {\n    expect(add(1, 0)).toBe(1);\n  });\n});',
    ),
  },
  {
    it: "puts the tests of a group that is there into it",
    languageId: "typescript",
    existing: vitest,
    answer:
      "describe('add', function () {\n    it('adds zero', () => {\n        expect(add(1, 0)).toBe(1);\n    });\n});",
    merged: vitest.replace(
      "  });\n});",
      "  });\n\n  it('adds zero', () => {\n    expect(add(1, 0)).toBe(1);\n  });\n});",
    ),
  },
  {
    it: "puts another group behind, and its imports to the others",
    languageId: "typescript",
    existing: vitest,
    answer:
      'import { expect, it, vi } from "vitest";\nimport { add, subtract } from "../src/add";\nimport { log } from "../src/log";\n\ndescribe("subtract", () => {\n  it("subtracts", () => {\n    expect(subtract(2, 1)).toBe(1);\n  });\n});',
    merged: `import { describe, expect, it, vi } from "vitest";
import { add, subtract } from "../src/add";
import { log } from "../src/log";

describe("add", () => {
  it("adds", () => {
    expect(add(1, 2)).toBe(3);
  });
});

describe("subtract", () => {
  it("subtracts", () => {
    expect(subtract(2, 1)).toBe(1);
  });
});
`,
  },
  {
    it: "adds bare tests to bare tests",
    languageId: "javascript",
    existing: 'const test = require("node:test");\n\ntest("a", () => {\n  a();\n});\n',
    answer: 'test("b", () => {\n  b();\n});\n\ntest("c", () => {\n  c();\n});',
    merged:
      'const test = require("node:test");\n\ntest("a", () => {\n  a();\n});\n\ntest("b", () => {\n  b();\n});\n\ntest("c", () => {\n  c();\n});\n',
  },
  {
    it: "leaves out a test that is there, and takes a new version of one",
    languageId: "typescript",
    existing: vitest,
    answer:
      'describe("add", () => {\n  it("adds", () => {\n    expect(add(1, 2)).toEqual(3);\n  });\n\n  it("adds zero", () => {\n    expect(add(1, 0)).toBe(1);\n  });\n});',
    merged: vitest
      .replace("toBe(3)", "toEqual(3)")
      .replace(
        "  });\n});",
        '  });\n\n  it("adds zero", () => {\n    expect(add(1, 0)).toBe(1);\n  });\n});',
      ),
  },
  {
    it: "goes by what stands for the code that is left out",
    languageId: "typescript",
    existing: vitest,
    answer:
      'import { describe, expect, it } from "vitest";\nimport { add } from "../src/add";\n\ndescribe("add", () => {\n  // ... existing tests ...\n\n  it("adds zero", () => {\n    expect(add(1, 0)).toBe(1);\n  });\n});',
    merged: vitest.replace(
      "  });\n});",
      '  });\n  it("adds zero", () => {\n    expect(add(1, 0)).toBe(1);\n  });\n});',
    ),
  },
  {
    it: "refuses to guess what was left out",
    languageId: "python",
    existing: python,
    answer: "def test_new():\n    # ... rest of the code\n",
    merged: "unclear",
  },
  {
    it: "adds functions, united imports and two blank lines",
    languageId: "python",
    existing: python,
    answer: "from shop.cart import Cart, Item\n\n\ndef test_one():\n    assert Cart([Item()]).count == 1\n",
    merged: `import pytest

from shop.cart import Cart, Item


def test_empty():
    assert Cart().count == 0


def test_one():
    assert Cart([Item()]).count == 1
`,
  },
  {
    it: "puts a method into the class, also a decorated one",
    languageId: "python",
    existing:
      "import unittest\n\n\nclass CartTest(unittest.TestCase):\n    def test_empty(self):\n        self.assertEqual(0, 0)\n\n\nif __name__ == '__main__':\n    unittest.main()\n",
    answer: "@unittest.skip\ndef test_one(self):\n    self.assertEqual(1, 1)",
    merged:
      "import unittest\n\n\nclass CartTest(unittest.TestCase):\n    def test_empty(self):\n        self.assertEqual(0, 0)\n\n    @unittest.skip\n    def test_one(self):\n        self.assertEqual(1, 1)\n\n\nif __name__ == '__main__':\n    unittest.main()\n",
  },
  {
    it: "puts the class's new tests into the class",
    languageId: "java",
    existing: junit,
    answer:
      'package com.shop;\n\nimport org.junit.jupiter.api.Test;\nimport org.junit.jupiter.api.DisplayName;\n\nclass CartTest {\n\n    @Test\n    @DisplayName("one")\n    void hasOne() {\n        assertEquals(1, one().count());\n    }\n}',
    merged: `package com.shop;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.DisplayName;

class CartTest {
    @Test
    void isEmpty() {
        assertEquals(0, new Cart().count());
    }

    @Test
    @DisplayName("one")
    void hasOne() {
        assertEquals(1, one().count());
    }
}
`,
  },
  {
    it: "puts a bare method into the class",
    languageId: "java",
    existing: junit,
    answer: "@Test\nvoid hasOne() {\n  assertEquals(1, one().count());\n}",
    merged: junit.replace(
      "    }\n}",
      "    }\n\n    @Test\n    void hasOne() {\n        assertEquals(1, one().count());\n    }\n}",
    ),
  },
  {
    it: "finds a class inside a namespace with brackets of their own lines",
    languageId: "csharp",
    existing: xunit,
    answer:
      "using Xunit;\n\nnamespace Shop.Tests;\n\npublic sealed class CartTests\n{\n    [Fact]\n    public void HasOne()\n    {\n        Assert.Equal(1, One().Count);\n    }\n}",
    merged: xunit.replace(
      "        }\n    }\n}",
      "        }\n\n        [Fact]\n        public void HasOne()\n        {\n            Assert.Equal(1, One().Count);\n        }\n    }\n}",
    ),
  },
  {
    it: "puts a bare test into the source's module of tests",
    languageId: "rust",
    existing: rust,
    answer: "#[test]\nfn adds_zero() {\n    assert_eq!(add(1, 0), 1);\n}",
    merged: rust.replace(
      "    }\n}\n",
      "    }\n\n    #[test]\n    fn adds_zero() {\n        assert_eq!(add(1, 0), 1);\n    }\n}\n",
    ),
  },
  {
    it: "puts the module's tests into the module, what it has already left out",
    languageId: "rust",
    existing: rust,
    answer:
      "#[cfg(test)]\nmod tests {\n    use super::*;\n\n    #[test]\n    fn adds_zero() {\n        assert_eq!(add(1, 0), 1);\n    }\n}",
    merged: rust.replace(
      "    }\n}\n",
      "    }\n\n    #[test]\n    fn adds_zero() {\n        assert_eq!(add(1, 0), 1);\n    }\n}\n",
    ),
  },
  {
    it: "gives a source its first module of tests",
    languageId: "rust",
    existing: "pub fn one() -> i32 {\n    1\n}\n",
    answer:
      "#[cfg(test)]\nmod tests {\n    use super::*;\n\n    #[test]\n    fn is_one() {\n        assert_eq!(one(), 1);\n    }\n}",
    merged:
      "pub fn one() -> i32 {\n    1\n}\n\n#[cfg(test)]\nmod tests {\n    use super::*;\n\n    #[test]\n    fn is_one() {\n        assert_eq!(one(), 1);\n    }\n}\n",
  },
  {
    it: "adds functions behind the others",
    languageId: "go",
    existing: 'package shop\n\nimport "testing"\n\nfunc TestAdd(t *testing.T) {\n\tadd()\n}\n',
    answer: "package shop\n\nfunc TestZero(t *testing.T) {\n    zero()\n}",
    merged:
      'package shop\n\nimport "testing"\n\nfunc TestAdd(t *testing.T) {\n\tadd()\n}\n\nfunc TestZero(t *testing.T) {\n\tzero()\n}\n',
  },
  {
    it: "adds cases behind the others, and what they include",
    languageId: "cpp",
    existing: '#include <gtest/gtest.h>\n#include "cart.h"\n\nTEST(Cart, IsEmpty) {\n  EXPECT_EQ(0, 0);\n}\n',
    answer: '#include <string>\n#include "cart.h"\n\nTEST(Cart, HasOne) {\n  EXPECT_EQ(1, 1);\n}',
    merged:
      '#include <gtest/gtest.h>\n#include "cart.h"\n#include <string>\n\nTEST(Cart, IsEmpty) {\n  EXPECT_EQ(0, 0);\n}\n\nTEST(Cart, HasOne) {\n  EXPECT_EQ(1, 1);\n}\n',
  },
  {
    it: "finds RSpec's groups",
    languageId: "ruby",
    existing:
      'require "spec_helper"\n\nRSpec.describe Cart do\n  it "is empty" do\n    expect(1).to eq(1)\n  end\nend\n',
    answer: 'RSpec.describe Cart do\n  it "has one" do\n    expect(2).to eq(2)\n  end\nend',
    merged:
      'require "spec_helper"\n\nRSpec.describe Cart do\n  it "is empty" do\n    expect(1).to eq(1)\n  end\n\n  it "has one" do\n    expect(2).to eq(2)\n  end\nend\n',
  },
  {
    it: "puts a method into PHPUnit's class",
    languageId: "php",
    existing:
      "<?php\n\nuse PHPUnit\\Framework\\TestCase;\n\nfinal class CartTest extends TestCase\n{\n    public function testEmpty(): void\n    {\n        $this->assertSame(0, 0);\n    }\n}\n",
    answer: "public function testOne(): void\n{\n    $this->assertSame(1, 1);\n}",
    merged:
      "<?php\n\nuse PHPUnit\\Framework\\TestCase;\n\nfinal class CartTest extends TestCase\n{\n    public function testEmpty(): void\n    {\n        $this->assertSame(0, 0);\n    }\n\n    public function testOne(): void\n    {\n        $this->assertSame(1, 1);\n    }\n}\n",
  },
  {
    it: "puts a test into ExUnit's module",
    languageId: "elixir",
    existing:
      'defmodule CartTest do\n  use ExUnit.Case\n\n  test "is empty" do\n    assert true\n  end\nend\n',
    answer: 'test "has one" do\n  assert 1 == 1\nend',
    merged:
      'defmodule CartTest do\n  use ExUnit.Case\n\n  test "is empty" do\n    assert true\n  end\n\n  test "has one" do\n    assert 1 == 1\n  end\nend\n',
  },
  {
    it: "keeps a file without a line end at its end so",
    languageId: "typescript",
    existing: 'test("a", () => {});',
    answer: 'test("b", () => {});',
    merged: 'test("a", () => {});\n\ntest("b", () => {});',
  },
  {
    it: "fills an empty file",
    languageId: "typescript",
    existing: "",
    answer: 'test("b", () => {});',
    merged: 'test("b", () => {});\n',
  },
];

const units: Readonly<Record<string, IndentUnit>> = {
  typescript: 2,
  javascript: 2,
  cpp: 2,
  ruby: 2,
  elixir: 2,
  go: "tab",
};

describe("mergeTests", () => {
  for (const { it: name, languageId, existing, answer, merged } of cases) {
    it(`${languageId}: ${name}`, () => {
      const found = mergeTests(existing, answer, languageId, units[languageId] ?? 4);
      assert.equal(found.type === "merged" ? found.text : found.type, merged);
    });
  }

  it("loses no line of the file, and none of the tests", () => {
    const test = (name: string, indent: string) =>
      `${indent}it("${name}", () => {\n${indent}  ${name}();\n${indent}});`;
    const groups = fc.array(
      fc.record({
        name: fc.constantFrom("a", "b", "c"),
        tests: fc.uniqueArray(fc.stringMatching(/^[d-m]{2}$/), { minLength: 1, maxLength: 3 }),
      }),
      { minLength: 1, maxLength: 3 },
    );
    const fresh = fc.uniqueArray(fc.stringMatching(/^[n-z]{2}$/), { minLength: 1, maxLength: 3 });
    const form = fc.constantFrom("bare", "a", "b", "new");
    fc.assert(
      fc.property(groups, fresh, form, fc.constantFrom("  ", "    ", "\t"), (old, names, where, step) => {
        const existing = `import { it } from "x";\n\n${old
          .map(
            ({ name, tests }) =>
              `describe("${name}", () => {\n${tests.map((each) => test(each, "  ")).join("\n\n")}\n});`,
          )
          .join("\n\n")}\n`;
        const answer =
          where === "bare"
            ? names.map((each) => test(each, "")).join("\n\n")
            : `describe("${where}", () => {\n${names
                .map((each) =>
                  test(each, "  ").replaceAll(/^(?: {2})+/gm, (run) => step.repeat(run.length / 2)),
                )
                .join("\n")}\n});`;
        const found = mergeTests(existing, answer, "typescript", 2);
        assert.ok(found.type === "merged");
        const lines = found.text.split("\n");
        let at = 0;
        for (const line of existing.split("\n").filter((each) => each !== "")) {
          const next = lines.indexOf(line, at);
          assert.ok(next >= 0, `${line} is lost in:\n${found.text}`);
          at = next + 1;
        }
        for (const name of names) assert.equal(found.text.split(`it("${name}"`).length, 2, found.text);
        assert.ok(found.text.endsWith("});\n") && !found.text.includes("\n\n\n"), found.text);
        const count = (sign: string) => found.text.split(sign).length;
        assert.equal(count("{"), count("}"));
        assert.ok(!/^(?: {2})?(?: {4}|\t) {0,1}\t/m.test(found.text));
      }),
      { numRuns: 1500 },
    );
  });
});

import assert from "node:assert/strict";
import { FlagError, parseFlags } from "../../host/parseFlags";

const kinds = { folder: "value", live: "switch" } as const;

describe("parseFlags", () => {
  it("reads switches, values in both spellings, and words", () => {
    const flags = parseFlags(["--live", "--folder", "a b", "word"], kinds);
    assert.equal(flags.switches.has("live"), true);
    assert.equal(flags.values.folder, "a b");
    assert.deepEqual(flags.words, ["word"]);
    assert.equal(parseFlags(["--folder=x=y"], kinds).values.folder, "x=y");
  });

  it("leaves out what was not given", () => {
    const flags = parseFlags([], kinds);
    assert.equal(flags.values.folder, undefined);
    assert.equal(flags.switches.has("live"), false);
  });

  const mistakes: readonly [args: string[], message: RegExp][] = [
    [["--nope"], /Unknown flag --nope\. Known are --folder, --live\./],
    [["-live"], /Unknown flag -live/],
    [["--toString"], /Unknown flag --toString/],
    [["--folder"], /--folder needs a value/],
    [["--folder", "--live"], /--folder needs a value/],
    [["--folder="], /--folder needs a value/],
    [["--live=yes"], /--live takes no value/],
  ];
  for (const [args, message] of mistakes) {
    it(`refuses ${args.join(" ")}`, () => {
      assert.throws(
        () => parseFlags(args, kinds),
        (error) => error instanceof FlagError && message.test(error.message),
      );
    });
  }
});

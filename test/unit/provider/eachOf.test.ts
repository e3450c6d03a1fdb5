import assert from "node:assert/strict";
import { eachOf } from "../../../src/provider/eachOf";

describe("eachOf", () => {
  let ended: string[] = [];
  beforeEach(() => {
    ended = [];
  });

  async function* batches(...given: readonly (readonly number[] | Error)[]) {
    try {
      for (const batch of given) {
        if (batch instanceof Error) throw batch;
        yield batch;
      }
    } catch (error) {
      ended.push(String(error));
      throw error;
    } finally {
      ended.push("end");
    }
  }

  const read = async (
    given: readonly (readonly number[] | Error)[],
    onItem: (item: number) => "leave" | void = () => {},
    signal = new AbortController().signal,
  ) => {
    const items: number[] = [];
    try {
      for await (const item of eachOf(batches(...given), signal)) {
        items.push(item);
        if (onItem(item) === "leave") break;
      }
    } catch (error) {
      return { items, error: String(error) };
    }
    return { items };
  };

  it("gives every item in order, whatever the batches", async () => {
    assert.deepEqual(await read([[1, 2], [], [3], [], []]), { items: [1, 2, 3] });
    assert.deepEqual(ended, ["end"]);
  });

  it("gives what came before an error, then the error", async () => {
    assert.deepEqual(await read([[1, 2], new Error("lost")]), { items: [1, 2], error: "Error: lost" });
  });

  it("ends the batches when its reader leaves in the middle of one", async () => {
    assert.deepEqual(await read([[1, 2, 3], [4]], (item) => (item === 2 ? "leave" : undefined)), {
      items: [1, 2],
    });
    assert.deepEqual(ended, ["end"]);
  });

  it("gives nothing more of a batch once the signal is aborted, and ends the batches with its reason", async () => {
    const stop = new AbortController();
    const onItem = (item: number) => void (item === 2 && stop.abort(new Error("enough")));
    assert.deepEqual(await read([[1, 2, 3], [4]], onItem, stop.signal), {
      items: [1, 2],
      error: "Error: enough",
    });
    assert.deepEqual(ended, ["Error: enough", "end"]);
  });

  it("has nothing more to give after its end", async () => {
    const all = eachOf(batches([1, 2]), new AbortController().signal);
    assert.deepEqual(await all.next(), { value: 1, done: false });
    await all.return();
    assert.deepEqual(await all.next(), { value: undefined, done: true });
  });
});

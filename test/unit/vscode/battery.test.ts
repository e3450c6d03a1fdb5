import assert from "node:assert/strict";
import { BatteryWatch } from "../../../src/vscode/batteryWatch";
import { drawsFromBattery, isOnBattery, type PowerSupply } from "../../../src/vscode/powerSource";
import { ManualClock } from "../chat/fakeChat";

const supply = (more: Partial<PowerSupply>): PowerSupply => ({
  type: "Battery",
  online: "",
  status: "",
  scope: "",
  ...more,
});

describe("drawsFromBattery", () => {
  const mains = (online: string) => supply({ type: "Mains", online });
  const cases: readonly [name: string, supplies: readonly PowerSupply[], expected: boolean][] = [
    ["a desktop", [], false],
    ["a laptop on its battery", [mains("0"), supply({ status: "Discharging" })], true],
    ["a laptop at the wall", [mains("1"), supply({ status: "Charging" })], false],
    ["a laptop at the wall that empties its battery", [mains("1"), supply({ status: "Discharging" })], false],
    [
      "a laptop fed by USB",
      [supply({ type: "USB", online: "1" }), supply({ status: "Not charging" })],
      false,
    ],
    ["a desktop with a mouse", [supply({ status: "Discharging", scope: "Device" })], false],
    ["two batteries, one at rest", [supply({ status: "Full" }), supply({ status: "Discharging" })], true],
  ];
  for (const [name, supplies, expected] of cases) {
    it(`${expected ? "yes" : "no"}: ${name}`, () => assert.equal(drawsFromBattery(supplies), expected));
  }
});

describe("isOnBattery", () => {
  it("counts every failure as no", async () => {
    for (const platform of ["darwin", "win32", "aix"] as const) {
      if (platform !== process.platform) assert.equal(await isOnBattery(platform), false);
    }
    assert.equal(typeof (await isOnBattery()), "boolean");
  });
});

describe("BatteryWatch", () => {
  function setUp() {
    const clock = new ManualClock();
    const state = { isWanted: true, isOn: true, asked: 0, changes: 0 };
    const watch = new BatteryWatch(
      clock,
      () => state.isWanted,
      async () => {
        state.asked += 1;
        return state.isOn;
      },
      () => (state.changes += 1),
    );
    const look = async () => {
      const { isPausing } = watch;
      await Promise.resolve();
      await Promise.resolve();
      return isPausing;
    };
    return { clock, state, look };
  }

  it("asks nothing until it is wanted", async () => {
    const { state, look } = setUp();
    state.isWanted = false;
    assert.equal(await look(), false);
    assert.equal(state.asked, 0);
  });

  it("answers with what it learned last, asks once a minute and tells of a change", async () => {
    const { clock, state, look } = setUp();
    assert.equal(await look(), false);
    assert.equal(await look(), true);
    assert.deepEqual([state.asked, state.changes], [1, 1]);
    state.isOn = false;
    clock.advance(59_999);
    assert.equal(await look(), true);
    assert.equal(state.asked, 1);
    clock.advance(1);
    assert.equal(await look(), true);
    assert.equal(await look(), false);
    assert.deepEqual([state.asked, state.changes], [2, 2]);
  });

  it("pauses nothing any more once it is not wanted", async () => {
    const { state, look } = setUp();
    await look();
    state.isWanted = false;
    assert.equal(await look(), false);
  });
});

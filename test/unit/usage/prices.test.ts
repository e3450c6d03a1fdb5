import assert from "node:assert/strict";
import { modelFacts } from "../../../src/usage/priceList";
import data from "../../../src/usage/prices.json";

const isDay = (text: string) =>
  /^\d{4}-\d\d-\d\d$/.test(text) && new Date(text).toISOString().slice(0, 10) === text;

describe("prices.json", () => {
  it("is dated", () => assert.ok(isDay(data.updated)));

  for (const [providerId, provider] of Object.entries(data.providers)) {
    it(`has its source and a factor for peak hours: ${providerId}`, () => {
      assert.match(provider.source, /read 20\d\d-\d\d/);
      assert.ok(provider.peakFactor >= 1 && provider.peakFactor < 10);
    });

    it(`has aliases that lead to a model and hide none: ${providerId}`, () => {
      const names = Object.keys(provider.models);
      for (const [alias, name] of Object.entries(provider.aliases)) {
        assert.ok(names.includes(name), alias);
        assert.ok(!names.includes(alias), alias);
        assert.equal(alias, alias.toLowerCase());
        assert.equal(modelFacts(providerId, alias), modelFacts(providerId, name));
      }
    });

    for (const [name, model] of Object.entries<Model>(provider.models)) {
      it(`has sound prices and limits for ${providerId}, ${name}`, () => {
        assert.equal(name, name.toLowerCase());
        assert.notEqual(modelFacts(providerId, name), undefined);
        const days = model.prices.map(({ since }) => since);
        assert.ok(days.length > 0 && days.every(isDay));
        assert.deepEqual(days, [...new Set(days)].toSorted(), "oldest first");
        for (const { usd, cny } of model.prices) {
          for (const rates of cny === undefined ? [usd] : [usd, cny]) {
            assert.ok(rates.miss > 0 && rates.output > 0);
            assert.ok((rates.hit ?? rates.miss) > 0 && (rates.hit ?? rates.miss) <= rates.miss);
            assert.ok(rates.output < 1000);
          }
          // A slip between the columns: no exchange rate of these years lies outside.
          if (cny !== undefined) assert.ok(cny.output / usd.output > 5 && cny.output / usd.output < 9);
        }
        const { contextTokens, maxOutputTokens } = model;
        if (contextTokens !== undefined && maxOutputTokens !== undefined)
          assert.ok(maxOutputTokens <= contextTokens);
      });
    }
  }

  it("has peak hours within a day, one after the other", () => {
    const { hoursUtc, weekdays, holidays } = data.peak;
    const hours = hoursUtc.flat();
    assert.deepEqual(
      hours,
      hours.toSorted((left, right) => left - right),
    );
    assert.ok(hours.every((hour) => Number.isInteger(hour) && hour >= 0 && hour <= 24));
    assert.ok(weekdays.every((day) => day >= 0 && day <= 6));
    const days = holidays.flat();
    assert.ok(days.every(isDay));
    assert.deepEqual(days, days.toSorted());
  });

  it("knows the limits of a model, also by an alias and with a version", () => {
    assert.equal(modelFacts("deepseek", "deepseek-chat")?.contextTokens, 1_048_576);
    assert.equal(modelFacts("deepinfra", "deepseek-ai/DeepSeek-V3.2:abc")?.maxOutputTokens, 64_000);
    assert.equal(modelFacts("compatible", "deepseek-flash"), undefined);
  });
});

interface Rates {
  readonly hit?: number;
  readonly miss: number;
  readonly output: number;
}
interface Model {
  readonly contextTokens?: number;
  readonly maxOutputTokens?: number;
  readonly prices: readonly { readonly since: string; readonly usd: Rates; readonly cny?: Rates }[];
}

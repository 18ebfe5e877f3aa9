import {
  alphaOf,
  axisFromBounds,
  backgroundOf,
  createGti,
  gtiIntervals,
  type Maker,
  type SpectrumDatasetOnOff,
} from "@gammakit/core";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { chain, reflectedRegions, spectrumMaker, stackOnOff } from "../src/index.ts";
import { empty, observationOf, onOffOf, reference } from "./support/synthetic.ts";

const n = 8;
const values = (value: number) => new Float64Array(n).fill(value);
const alphas = (dataset: SpectrumDatasetOnOff) => Array.from({ length: n }, (_, j) => alphaOf(dataset, j));

describe("stacking", () => {
  test("one dataset is itself where it is safe", () => {
    const one = onOffOf({ gti: createGti(reference, [[0, 100]]) });
    const stacked = stackOnOff([one]);
    expect(stacked.counts).toEqual(one.counts);
    expect(stacked.countsOff).toEqual(one.countsOff);
    expect(stacked.exposure).toEqual(one.exposure);
    expect(stacked.maskSafe).toEqual(one.maskSafe);
    alphas(stacked).forEach((alpha) => {
      expect(alpha).toBeCloseTo(0.1, 14);
    });
    stacked.edisp.forEach((p, k) => {
      expect(p).toBeCloseTo(one.edisp[k], 14);
    });
    expect(stacked.name).toBe("stacked");
    expect(stackOnOff([one], "night").name).toBe("night");
  });

  test("the background estimate is the sum of the estimates, whatever the acceptances", () => {
    const count = fc.integer({ min: 1, max: 50 });
    const part = fc.record({
      countsOff: fc.array(count, { minLength: n, maxLength: n }),
      off: fc.integer({ min: 1, max: 30 }),
      safe: fc.array(fc.constantFrom(0, 1), { minLength: n, maxLength: n }),
    });
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 5 }), (parts) => {
        const datasets = parts.map(({ countsOff, off, safe }) =>
          onOffOf({
            countsOff: Float64Array.from(countsOff),
            acceptanceOff: values(off),
            maskSafe: Uint8Array.from(safe),
          }),
        );
        const background = backgroundOf(stackOnOff(datasets));
        for (let j = 0; j < n; j++) {
          const expected = datasets.reduce((sum, d) => sum + (d.maskSafe[j] ? backgroundOf(d)[j] : 0), 0);
          expect(background[j]).toBeCloseTo(expected, 10);
        }
      }),
      { seed: 51 },
    );
  });

  test("the predicted signal is the sum of the predictions in the safe bins", () => {
    const row = (shift: number) => Float64Array.from({ length: 16 * n }, (_, k) => ((k * 7 + shift) % 11) / 50);
    const datasets = [
      onOffOf({
        edisp: row(0),
        exposure: new Float64Array(16).fill(3e11),
        maskSafe: Uint8Array.of(0, 0, 1, 1, 1, 1, 1, 1),
      }),
      onOffOf({
        edisp: row(3),
        exposure: new Float64Array(16).fill(1e11),
        maskSafe: Uint8Array.of(0, 1, 1, 1, 1, 1, 0, 0),
      }),
      // No safe bin: neither its exposure nor its dispersion may enter.
      onOffOf({ edisp: row(5), exposure: new Float64Array(16).fill(9e11), maskSafe: new Uint8Array(n) }),
    ];
    const fold = ({ exposure, edisp }: SpectrumDatasetOnOff, j: number) =>
      exposure.reduce((sum, x, i) => sum + x * edisp[i * n + j], 0);
    const stacked = stackOnOff(datasets);
    for (let j = 0; j < n; j++) {
      const expected = datasets.reduce((sum, d) => sum + (d.maskSafe[j] ? fold(d, j) : 0), 0);
      expect(fold(stacked, j)).toBeCloseTo(expected, -2);
      expect(Math.abs(fold(stacked, j) - expected)).toBeLessThanOrEqual(1e-12 * expected);
    }
  });

  test("bins without OFF counts take the mean alpha; without any OFF count it is that of the acceptances", () => {
    const some = onOffOf({ countsOff: Float64Array.of(0, 20, 20, 20, 20, 20, 20, 20) });
    alphas(stackOnOff([some, some])).forEach((alpha) => {
      expect(alpha).toBeCloseTo(0.1, 14);
    });
    const empty = onOffOf({ countsOff: values(0) });
    alphas(stackOnOff([empty, empty])).forEach((alpha) => {
      expect(alpha).toBeCloseTo(0.1, 14);
    });
  });

  test("bins in which one dataset has no background are those of the others; where none has any they are its own", () => {
    const blind = onOffOf({ counts: values(30), countsOff: values(0), acceptanceOff: values(0) });
    const seeing = onOffOf({ counts: values(20), countsOff: values(50), acceptanceOff: values(10) });
    const stacked = stackOnOff([blind, seeing]);
    expect(stacked.counts).toEqual(values(20));
    expect(backgroundOf(stacked)).toEqual(backgroundOf(seeing));
    expect(stackOnOff([blind, blind]).counts).toEqual(values(60));
  });

  test("good time is united, livetimes added, ids listed once, whatever instants they count from", () => {
    const later = { ...reference, day: reference.day + 1 };
    const stacked = stackOnOff([
      onOffOf({ gti: createGti(reference, [[0, 100]]), livetime: 90, observationIds: [1] }),
      onOffOf({ gti: createGti(reference, [[100, 200]]), livetime: 80, observationIds: [1] }),
      onOffOf({ gti: createGti(later, [[0, 50]]), livetime: 40, observationIds: [2] }),
    ]);
    expect(gtiIntervals(stacked.gti)).toEqual([
      [0, 200],
      [86400, 86450],
    ]);
    expect(stacked.livetime).toBe(210);
    expect(stacked.observationIds).toEqual([1, 2]);
  });

  test("a fit mask of one is not the mask of all", () => {
    const low = Uint8Array.of(1, 1, 0, 0, 0, 0, 0, 0);
    const high = Uint8Array.of(0, 0, 0, 0, 0, 0, 1, 1);
    expect([...stackOnOff([onOffOf({ maskFit: low }), onOffOf({ maskFit: high })]).maskFit!]).toEqual([
      1, 1, 0, 0, 0, 0, 1, 1,
    ]);
    expect(stackOnOff([onOffOf({ maskFit: low }), onOffOf()]).maskFit).toBeUndefined();
    expect(stackOnOff([onOffOf(), onOffOf({ maskFit: low })]).maskFit).toBeUndefined();
  });

  test("nothing, or other axes, cannot be stacked", () => {
    expect(() => stackOnOff([])).toThrow("no dataset to stack");
    const other = axisFromBounds(1, 50, n, { name: "energy", unit: "TeV", scale: "log" });
    expect(() => stackOnOff([onOffOf(), onOffOf({ energyEdges: other.edges, name: "b" })])).toThrow(
      '"b" has other energy axes',
    );
  });
});

describe("chain", () => {
  test("passes the dataset through the makers in their order, and the context on", () => {
    const signal = new AbortController().signal;
    const seen: unknown[] = [];
    const spy = (id: string): Maker => ({
      id,
      run: (dataset, _, context) => {
        seen.push(id, context);
        return { ...dataset, name: `${dataset.name}${id}` };
      },
    });
    const observation = observationOf();
    const made = chain(empty, spy("a"), spy("b"))(observation, { signal });
    expect(made.name).toBe("ab");
    expect(seen).toEqual(["a", { signal }, "b", { signal }]);
    expect(chain(empty)(observation)).toBe(empty);
    expect(chain(empty, spectrumMaker(), reflectedRegions())(observation).kind).toBe("spectrum-on-off");
  });
});

test("a maker that fails in a promise is refused once, without an unhandled rejection", async () => {
  const run = () => Promise.reject(new Error("boom")) as never;
  expect(() => chain(empty, { id: "late", run })(observationOf())).toThrow("makers are synchronous");
  // A rejection that nobody handles fails the run of tests.
  await new Promise((resolve) => setTimeout(resolve));
});

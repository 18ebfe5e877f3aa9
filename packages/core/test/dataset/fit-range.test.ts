import { expect, test } from "vitest";
import { createGti, fitMask, type SpectrumDataset, withFitRange } from "../../src/index.ts";

const dataset: SpectrumDataset = {
  kind: "spectrum",
  name: "toy",
  observationIds: [1],
  gti: createGti({ scale: "tt", day: 53945, fraction: 0 }, []),
  livetime: 1,
  energyEdges: Float64Array.of(0.1, 0.2, 0.4, 0.8, 1.6),
  energyTrueEdges: Float64Array.of(0.1, 1.6),
  counts: Float64Array.of(1, 2, 3, 4),
  background: new Float64Array(4),
  exposure: Float64Array.of(1),
  edisp: Float64Array.of(0.25, 0.25, 0.25, 0.25),
  maskSafe: Uint8Array.of(0, 1, 1, 1),
  meta: {},
};

test.each([
  ["bins that lie wholly in it", 0.15, 1, [0, 1, 1, 0]],
  ["bins whose edges were given with six digits", 0.2000001, 0.7999999, [0, 1, 1, 0]],
  ["all bins where the ends are open", 0, Number.POSITIVE_INFINITY, [1, 1, 1, 1]],
])("a range of the fit has %s", (_, min, max, mask) => {
  expect([...(withFitRange(dataset, min, max).maskFit ?? [])]).toEqual(mask);
});

test("what is not safe is not fitted; a range before is replaced, and the dataset itself left as it is", () => {
  const narrow = withFitRange(dataset, 0.4, 0.8);
  expect([...fitMask(narrow)]).toEqual([0, 0, 1, 0]);
  expect([...fitMask(withFitRange(narrow, 0, 0.4))]).toEqual([0, 1, 0, 0]);
  expect(dataset.maskFit).toBeUndefined();
});

test("ranges that are none, and those without a bin, are refused", () => {
  for (const [min, max] of [
    [1, 1],
    [-1, 1],
    [Number.NaN, 1],
    [1, Number.NaN],
  ]) {
    expect(() => withFitRange(dataset, min, max)).toThrow(/The range of the fit is/);
  }
  expect(() => withFitRange(dataset, 0.45, 0.75)).toThrow(
    'No energy bin of dataset "toy" lies wholly between 0.45 and 0.75 TeV; its 4 bins go from 0.1 to 1.6 TeV.',
  );
});

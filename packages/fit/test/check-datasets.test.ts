import { type Dataset, isGammakitError } from "@gammakit/core";
import { powerLaw } from "@gammakit/models";
import { expect, test } from "vitest";
import { compileFit } from "../src/index.ts";
import { cashToy, onOffToy } from "./support/toys.ts";

const onOff = onOffToy([12, 0, 3], [40, 7, 0]);
const cash = cashToy([12, 0, 3], { background: Float64Array.of(4, 0.5, 0) });

/** What is said of a dataset; undefined where it can be fitted. */
function refusalOf(dataset: Dataset): string | undefined {
  try {
    compileFit([dataset], [powerLaw()]);
    return undefined;
  } catch (error) {
    if (isGammakitError(error, "invalid-input")) return error.message;
    throw error;
  }
}

test.each([
  ["counts", { ...onOff, counts: Float64Array.of(12, -1, 3) }, '"counts" is -1 in energy bin 1'],
  ["counts", { ...cash, counts: Float64Array.of(12, 0, Number.NaN) }, '"counts" is NaN in energy bin 2'],
  ["OFF counts", { ...onOff, countsOff: Float64Array.of(Infinity, 7, 0) }, '"countsOff" is Infinity in energy bin 0'],
  ["ON acceptance", { ...onOff, acceptance: Float64Array.of(0, 1, 1) }, '"acceptance" is 0 in energy bin 0'],
  ["OFF acceptance", { ...onOff, acceptanceOff: Float64Array.of(10, -1, 10) }, '"acceptanceOff" is -1 in energy bin 1'],
])("%s of which no statistic is defined are refused, with dataset, field and bin", (_, dataset, words) => {
  expect(refusalOf(dataset)).toContain(`Dataset "${dataset.name}": ${words}`);
});

test("fractions of counts, bins without OFF acceptance, and whatever is in bins left out are taken", () => {
  expect(refusalOf({ ...onOff, counts: Float64Array.of(12.5, 0.25, 3) })).toBeUndefined();
  expect(refusalOf({ ...onOff, acceptanceOff: Float64Array.of(10, 0, 10) })).toBeUndefined();
  const counts = Float64Array.of(12, -1, 3);
  expect(refusalOf({ ...onOff, counts, maskSafe: Uint8Array.of(1, 0, 1) })).toBeUndefined();
  expect(refusalOf({ ...onOff, counts, maskFit: Uint8Array.of(1, 0, 1) })).toBeUndefined();
});

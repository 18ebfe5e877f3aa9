import { minuit } from "@gammakit/minuit";
import { powerLaw } from "@gammakit/models";
import { assertClose } from "@gammakit/testing";
import { expect, test } from "vitest";
import { settingsOf } from "../../src/flux-points/options.ts";

test("the default norms of a scan are eleven from 0.2 to 5, equally spaced in their logarithm", () => {
  const { normScan } = settingsOf({ reference: powerLaw(), energyEdges: [1, 10], optimizer: minuit() });
  const expected = [
    0.2, 0.275945932, 0.380730788, 0.525305561, 0.724779664, 1, 1.379729661, 1.903653939, 2.626527804, 3.623898318, 5,
  ];
  assertClose(Array.from(normScan), expected, { relative: 2e-9 });
  expect(normScan.length).toBe(11);
});

test("an option that is undefined has its default, as one that is absent", () => {
  const given = { reference: powerLaw(), energyEdges: [1, 10] };
  const unset = { nSigma: undefined, selection: undefined, normScan: undefined, sqrtTsThresholdUl: undefined };
  expect(settingsOf({ ...given, ...(unset as object) })).toEqual(settingsOf(given));
});

import {
  createMap,
  createWcs,
  type ImageWcs,
  type MapDataset,
  type Observation,
  type SpectrumDataset,
} from "@gammakit/core";
import { expect, test } from "vitest";
import { applyMakers } from "../src/flux-profile/apply-makers.ts";
import { layRegions } from "../src/flux-profile/regions.ts";

/** A map around (4°, −2°), cut out of one around (0°, 0°). */
function cutMap(): MapDataset {
  const center = { frame: "galactic", lon: 0, lat: 0 } as const;
  const whole = createWcs({ center, binSize: 0.2, width: [10, 6] }) as ImageWcs;
  const wcs = { ...whole, crpix: [whole.crpix[0] + 20, whole.crpix[1] + 10] as const };
  return { kind: "map", counts: createMap({ wcs }) } as unknown as MapDataset;
}

test("regions beside a map are refused with the place where the map is, not where its coordinate system begins", () => {
  const settings = {
    type: "annuli",
    frame: "galactic",
    center: { lon: 90, lat: 0 },
    radiusMin: 0,
    radiusMax: 1,
    count: 2,
  } as const;
  expect(() => layRegions(settings, cutMap())).toThrow("which is centered near galactic (4, -2) deg");
});

test("makers are given an observation that points to the middle of the map", () => {
  const seen: Observation[] = [];
  const spectrum = { kind: "spectrum", counts: new Float64Array(1) } as unknown as SpectrumDataset;
  const maker = {
    id: "acme/look",
    run(dataset: SpectrumDataset, observation: Observation) {
      seen.push(observation);
      return dataset;
    },
  };
  applyMakers(spectrum, [maker as never], cutMap(), undefined);
  expect(seen[0].pointing.frame).toBe("galactic");
  expect(seen[0].pointing.lon).toBeCloseTo(4, 9);
  expect(seen[0].pointing.lat).toBeCloseTo(-2, 9);
});

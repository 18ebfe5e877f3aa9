import { axisFromBounds, bufferSource, compileIntegral, parameterValues } from "@gammakit/core";
import { writeMapDataset } from "@gammakit/io";
import { gaussianSpatial, powerLaw } from "@gammakit/models";
import { latLike, simulateMapDataset } from "@gammakit/simulate";
import { expect, test } from "vitest";
import { fluxProfileJob } from "../src/index.ts";

const spectrum = powerLaw({ index: 2.3, amplitude: 1e-8, reference: 0.1 });
const axis = (name: string, min: number, max: number, bins: number) =>
  axisFromBounds(min, max, bins, { name, unit: "TeV", scale: "log" });

/** The integral of a spectrum between two energies [cm-2 s-1]. */
function flux(min: number, max: number): number {
  const out = new Float64Array(1);
  compileIntegral(spectrum, Float64Array.of(min, max))(parameterValues(spectrum), out);
  return out[0];
}

test("the profile of a simulated plane has the flux of its sources, and none where there is none", async () => {
  const center = { frame: "galactic", lon: 0, lat: 0 } as const;
  const ridge = gaussianSpatial({ lon_0: 0, lat_0: 0, sigma: 2, frame: "galactic" });
  const dataset = simulateMapDataset({
    instrument: latLike,
    center,
    binSize: 0.1,
    width: [16, 6],
    energy: axis("energy", 0.01, 2, 10),
    energyTrue: axis("energy_true", 0.005, 3, 60),
    sources: [-4, 0, 4].map((lon) => ({ position: { frame: "galactic", lon, lat: 0 } as const, spectrum })),
    diffuse: [{ spatial: ridge, spectrum }],
    seed: 3,
  });
  const bytes = writeMapDataset(dataset);
  const { result } = await fluxProfileJob(
    {
      job: "flux-profile",
      dataset: "plane.fits",
      regions: {
        type: "rectangles",
        frame: "galactic",
        start: { lon: 7, lat: 0 },
        end: { lon: -7, lat: 0 },
        height: "3 deg",
        count: 7,
      },
      model: { type: "power-law", parameters: { index: 2.3, amplitude: 1e-8, reference: 0.1 } },
      energyEdges: ["10 GeV", "2 TeV"],
    },
    { openFile: (name) => bufferSource(bytes, name) },
  );
  const truth = flux(0.01, 2);
  // Rectangles of 2°, their middles at 6, 4, 2, 0, −2, −4 and −6°.
  const expected = [0, 1, 0, 1, 0, 1, 0].map((sources) => sources * truth);
  result.rows.forEach(({ energies: [point] }, i) => {
    expect(point.success).toBe(true);
    const { value, err } = point.flux;
    if (value === null || err === null) throw new Error(`row ${i} has no flux`);
    expect(Math.abs(value - expected[i]), `row ${i}`).toBeLessThan(3 * err);
    if (expected[i] > 0) expect(value).toBeGreaterThan(20 * err);
  });
});

import { type Axis, axisFromEdges, bufferSource, createWcs, type ImageWcs, type WcsMap } from "@gammakit/core";
import { writeMapDataset } from "@gammakit/io";
import { expect, test } from "vitest";
import { fluxProfileJob } from "../src/index.ts";

const center = { frame: "galactic", lon: 0, lat: 0 } as const;
const energies = [1, 10, 100];
const energy = axisFromEdges(energies, { name: "energy", unit: "TeV", scale: "log" });
const energyTrue = axisFromEdges(energies, { name: "energy_true", unit: "TeV", scale: "log" });
const migra = axisFromEdges([0.999, 1.001], { name: "migra", unit: "", scale: "lin" });

function onImage(binSize: number, shape: readonly [number, number], axes: readonly Axis[], unit = "") {
  const wcs = createWcs({ center, binSize, shape }) as ImageWcs;
  const size = axes.reduce((product, { centers }) => product * centers.length, shape[0] * shape[1]);
  return (value: (pixel: number) => number): WcsMap => {
    const values = Float64Array.from({ length: size }, (_, i) => value(i % (shape[0] * shape[1])));
    return { kind: "wcs-map", wcs, axes, unit, values };
  };
}

test("where a dispersion in migra says that half of the events are seen, the flux is twice as large", async () => {
  // No energy is smeared: all events in one narrow bin around 1, to the east whole, to the west half of them.
  const density = [1 / 0.002, 0.5 / 0.002];
  const bytes = writeMapDataset({
    kind: "map",
    name: "halves",
    counts: onImage(0.1, [40, 10], [energy])(() => 3),
    exposure: onImage(0.1, [40, 10], [energyTrue], "cm2 s")(() => 1e13),
    background: onImage(0.1, [40, 10], [energy])(() => 0),
    edisp: onImage(2, [2, 1], [migra, energyTrue])((pixel) => density[pixel]),
    edispExposure: onImage(2, [2, 1], [migra, energyTrue], "cm2 s")(() => 1e13),
    meta: {},
  });
  const { result } = await fluxProfileJob(
    {
      job: "flux-profile",
      dataset: "halves.fits",
      regions: {
        type: "rectangles",
        frame: "galactic",
        start: { lon: 1.5, lat: 0 },
        end: { lon: -1.5, lat: 0 },
        height: "1 deg",
        count: 2,
      },
      model: { type: "power-law", parameters: { index: 2, amplitude: "1e-12 cm-2 s-1 TeV-1" } },
      energyEdges: ["1 TeV", "10 TeV", "100 TeV"],
    },
    { openFile: (name) => bufferSource(bytes, name) },
  );
  const norms = result.rows.map(({ energies: bins }) => bins.map(({ norm }) => norm));
  expect(result.rows.map(({ energies: bins }) => bins.map(({ counts }) => counts))).toEqual([
    [450, 450],
    [450, 450],
  ]);
  // 450 counts over 1e-12 (1/1 − 1/10) cm-2 s-1 and a tenth of it, times 1e13 cm2 s; a fit finds it to 1e-6.
  [50, 500].forEach((expected, j) => {
    expect(Math.abs((norms[0][j] ?? 0) / expected - 1)).toBeLessThan(1e-6);
    expect(Math.abs((norms[1][j] ?? 0) / (2 * expected) - 1)).toBeLessThan(1e-6);
  });
});

import { axisFromCenters, axisFromEdges, type EffectiveArea, type PsfMultiGauss } from "@gammakit/core";
import { expect, test } from "vitest";
import { effectiveAreaFigure, psfFigure, renderSvg } from "../src/index.ts";

const energy = axisFromEdges([0.1, 1, 10], { name: "energy_true", unit: "TeV", scale: "log" });
const offset = axisFromCenters([0, 1], { name: "offset", unit: "deg", scale: "lin" });
const grid = (value: number) => new Float64Array(4).fill(value);

type Curve = { readonly data: { readonly values: readonly { x: number; y: number; label: string }[] } };

test("an effective area is drawn in square meters against true energy, a curve for each offset", async () => {
  const aeff: EffectiveArea = { kind: "aeff-2d", enclosure: "full", energy, offset, values: grid(5e8) };
  const figure = effectiveAreaFigure(aeff, [0, 0.5]);
  const { values } = (figure.spec as unknown as Curve).data;
  expect([...new Set(values.map(({ label }) => label))]).toEqual(["0°", "0.5°"]);
  for (const { y } of values) expect(y).toBeCloseTo(5e4, 6);
  const svg = await renderSvg(figure);
  for (const text of ["Effective area [m²]", "True energy [TeV]", "Offset"]) expect(svg).toContain(text);
});

test("a point-spread function is drawn as its containment radius", async () => {
  const psf: PsfMultiGauss = {
    kind: "psf-3gauss",
    energy,
    offset,
    scale: grid(1),
    sigma: [grid(0.1), grid(1), grid(1)],
    amplitude: [grid(0), grid(0)],
  };
  const figure = psfFigure(psf, { energyMin: 0.2, energyMax: 5, offsets: [0.5], fraction: 0.5 });
  // Half of a Gaussian in two dimensions lies within √(2 ln 2) widths.
  for (const { y } of (figure.spec as unknown as Curve).data.values)
    expect(y).toBeCloseTo(0.1 * Math.sqrt(2 * Math.LN2), 7);
  expect(await renderSvg(figure)).toContain("50 % containment radius [deg]");
});

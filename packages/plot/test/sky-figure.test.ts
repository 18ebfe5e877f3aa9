import { createMap, createWcs } from "@gammakit/core";
import { decode } from "fast-png";
import { expect, test } from "vitest";
import { renderSvg, skyFigure } from "../src/index.ts";
import { rasterUrl } from "../src/raster/raster.ts";
import { createStretch } from "../src/raster/stretch.ts";
import { graticule } from "../src/sky/graticule.ts";

const wcs = createWcs({
  projection: "CAR",
  center: { frame: "galactic", lon: 0, lat: 0 },
  binSize: 0.5,
  width: [20, 10],
});
const image = createMap({ wcs, values: Float64Array.from({ length: 800 }, (_, k) => k % 37) });

test("a stretch and its inverse undo each other", () => {
  for (const name of ["linear", "sqrt", "log", "asinh"] as const) {
    const stretch = createStretch(name, -3, 50);
    for (const value of [-3, 0, 0.5, 12, 50]) expect(stretch.inverse(stretch.forward(value))).toBeCloseTo(value, 10);
    expect(stretch.forward(99)).toBe(1);
  }
});

test("the first row of an image is at the bottom of the picture, and NaN is transparent", () => {
  const url = rasterUrl([1, Number.NaN, 0, 0.5], 2, 2, { stretch: createStretch("linear", 0, 1), colorMap: "gray" });
  const { width, height, data, palette } = decode(Uint8Array.from(atob(url.split(",")[1]), (c) => c.charCodeAt(0)));
  const at = (x: number, y: number) => palette?.[data[y * width + x]];
  expect(at(0, 0)).toEqual([0, 0, 0, 255]);
  expect(at(width - 1, 0)).toEqual([128, 128, 128, 255]);
  expect(at(0, height - 1)).toEqual([255, 255, 255, 255]);
  expect(at(width - 1, height - 1)).toEqual([0, 0, 0, 0]);
});

test("longitude lines are where the coordinate system puts them", () => {
  const lines = graticule(image.wcs, "galactic").filter(({ kind }) => kind === "lon");
  expect(lines.map(({ value }) => value).sort((a, b) => a - b)).toEqual([0, 5, 10, 350, 355]);
  // 20° on 40 pixels, growing to the left: 5° is ten pixels left of the middle at 19.5.
  expect(lines.find(({ value }) => value === 5)?.pieces[0][0][0]).toBeCloseTo(9.5, 9);
});

test("an image with regions and a color bar is drawn without complaint", async () => {
  const center = { frame: "galactic", lon: 2, lat: 0 } as const;
  const figure = skyFigure(image, {
    title: "Galactic center",
    quantity: "Counts",
    psfRadius: 0.2,
    regions: [
      { region: { kind: "annulus", center, innerRadius: 1, outerRadius: 2 }, role: "on", label: "ring" },
      { region: { kind: "circle", center, radius: 0.5 }, role: "off" },
    ],
  });
  const warnings: string[] = [];
  const svg = await renderSvg(figure, { onWarning: (text) => warnings.push(text) });
  expect(warnings).toEqual([]);
  for (const text of ["Galactic longitude", "355°", "−2°", "Counts", "data:image/png"]) expect(svg).toContain(text);
});

test("the colors of an image span its finite values", () => {
  const values = Float64Array.from(image.values, (value) => Math.log10(value));
  values[5] = Number.POSITIVE_INFINITY;
  expect(values).toContain(Number.NEGATIVE_INFINITY);
  const { spec } = skyFigure(createMap({ wcs, values }), { title: "Logarithm", quantity: "log10(counts)" });
  expect(spec.description).toBe(`log10(counts) on 40 × 20 pixels, from 0 to ${Math.log10(36)}.`);
  const nothing = createMap({ wcs, values: new Float64Array(800).fill(Number.NEGATIVE_INFINITY) });
  expect(() => skyFigure(nothing, { title: "Nothing", quantity: "" })).toThrow("no value of the map is finite");
});

test("a region beside the image is not drawn, one that reaches into it is", () => {
  const circle = (lon: number, radius: number, label: string) =>
    ({ region: { kind: "circle", center: { frame: "galactic", lon, lat: 0 }, radius }, role: "off", label }) as const;
  const regions = [circle(0, 1, "inside"), circle(13, 5, "across"), circle(80, 1, "beside"), circle(200, 1, "behind")];
  const text = JSON.stringify(skyFigure(image, { title: "Galactic center", quantity: "Counts", regions }).spec);
  for (const label of ["inside", "across"]) expect(text).toContain(`"label":"${label}"`);
  for (const label of ["beside", "behind"]) expect(text).not.toContain(`"label":"${label}"`);
  // The tangent plane does not reach more than 90° away.
  const plane = createMap({
    wcs: createWcs({ projection: "TAN", center: { frame: "galactic", lon: 0, lat: 0 }, binSize: 0.5, width: [20, 10] }),
    values: image.values,
  });
  const tangent = JSON.stringify(skyFigure(plane, { title: "Galactic center", quantity: "Counts", regions }).spec);
  expect(tangent).toContain('"label":"inside"');
  expect(tangent).not.toContain('"label":"behind"');
});

test("a cube is refused with what to do", () => {
  const cube = { ...image, values: new Float64Array(1600) };
  expect(() => skyFigure(cube, { title: "Cube", quantity: "Counts" })).toThrow("sum over its axes first");
});

import { describe, expect, test } from "vitest";
import { type CornerParameter, cornerFigure, renderSvg } from "../src/index.ts";

/** Quasi-random normal deviates of two correlated parameters (golden ratio and Box & Muller). */
function samples(rho: number): readonly [Float64Array, Float64Array] {
  const count = 20_000;
  const [a, b] = [new Float64Array(count), new Float64Array(count)];
  for (let k = 0; k < count; k++) {
    const radius = Math.sqrt(-2 * Math.log((k + 0.5) / count));
    const angle = 2 * Math.PI * ((k * 0.618_033_988_749_894_9) % 1);
    a[k] = radius * Math.cos(angle);
    b[k] = rho * a[k] + Math.sqrt(1 - rho * rho) * radius * Math.sin(angle);
  }
  return [a, b];
}

const [a, b] = samples(0.6);
const parameters: readonly CornerParameter[] = [
  { name: "index", unit: "", samples: a, truth: 0 },
  { name: "amplitude", unit: "cm-2 s-1 TeV-1", samples: b, truth: 9 },
];

interface Panel {
  readonly layer?: readonly { readonly data: { readonly values: readonly Readonly<Record<string, number>>[] } }[];
}

/** The panels row by row; of those above the diagonal only the place is there. */
function layersAt(row: number, column: number): NonNullable<Panel["layer"]> {
  const { spec } = cornerFigure(parameters, { title: "Posterior" });
  return (spec.concat as readonly Panel[])[2 * row + column].layer ?? [];
}

describe("cornerFigure", () => {
  test("has a triangle of panels", () => {
    const places = [0, 1].flatMap((row) => [0, 1].map((column) => layersAt(row, column).length > 0));
    expect(places).toEqual([true, false, true, true]);
  });

  test("has the quantiles of 16, 50 and 84 % in the histograms", () => {
    const [, quantiles] = layersAt(0, 0);
    const values = quantiles.data.values.map(({ value }) => value);
    expect(values[0]).toBeCloseTo(-1, 1);
    expect(values[1]).toBeCloseTo(0, 1);
    expect(values[2]).toBeCloseTo(1, 1);
  });

  test("has contours at one and two standard deviations of a normal distribution", () => {
    const [, contours] = layersAt(1, 0);
    const radii = contours.data.values.map(({ x, y }) => Math.sqrt((x * x - 1.2 * x * y + y * y) / (1 - 0.36)));
    const inner = radii.filter((radius) => radius < 1.5);
    const outer = radii.filter((radius) => radius >= 1.5);
    const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
    // Smoothing by a cell of 0.15 widens the distribution by 1 to 2 %.
    expect(Math.abs(mean(inner) - 1)).toBeLessThan(0.04);
    expect(Math.abs(mean(outer) - 2)).toBeLessThan(0.08);
  });

  test("draws a truth inside the range, and none outside", () => {
    expect(layersAt(0, 0)).toHaveLength(3);
    expect(layersAt(1, 1)).toHaveLength(2);
  });

  test("can be drawn", async () => {
    const svg = await renderSvg(cornerFigure(parameters, { title: "Posterior" }));
    expect(svg).toContain("[cm⁻² s⁻¹ TeV⁻¹]");
    expect(svg).not.toContain("NaN");
  });

  test.each([
    ["no parameter", [], {}, /no parameter/],
    ["samples of another length", [parameters[0], { name: "x", unit: "", samples: a.slice(1) }], {}, /19999 samples/],
    ["a constant", [{ name: "x", unit: "", samples: new Float64Array(5) }], {}, /all samples of x are 0/],
    ["NaN", [{ name: "x", unit: "", samples: Float64Array.of(1, Number.NaN) }], {}, /not a number/],
    ["half a bin", parameters, { bins: 0.5 }, /bins is 0.5/],
  ])("refuses %s", (_, given, options, message) => {
    expect(() => cornerFigure(given, { title: "t", ...options })).toThrow(message);
  });
});

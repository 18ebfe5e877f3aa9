import { describe, expect, test } from "vitest";
import { nearest, paddedRange } from "../src/chart/drawing.ts";
import { linearScale, logScale, superscript, timeScale, unitText } from "../src/chart/scale.ts";
import { powerOf, quantityTitle } from "../src/chart/time-chart.ts";
import { measurementText } from "../src/dom/numbers-table.ts";
import { smooth } from "../src/sky/smooth.ts";

describe("ticks", () => {
  test("of a linear axis are round", () => {
    expect(linearScale(-0.3, 1.4, 4).ticks.map(({ text }) => text)).toEqual(["0.0", "0.5", "1.0"]);
    expect(linearScale(3.1, 4.4, 6).ticks.map(({ text }) => text)).toEqual([
      "3.2",
      "3.4",
      "3.6",
      "3.8",
      "4.0",
      "4.2",
      "4.4",
    ]);
    expect(linearScale(2, 2, 4).ticks.length).toBeGreaterThan(0);
  });

  test("of a logarithmic axis are powers of ten, with 2 and 5 where there is room", () => {
    expect(logScale(0.4, 20).ticks.map(({ text }) => text)).toEqual(["0.5", "1", "2", "5", "10", "20"]);
    expect(logScale(1e-13, 1e-10).ticks.map(({ text }) => text)).toEqual(["10⁻¹³", "10⁻¹²", "10⁻¹¹", "10⁻¹⁰"]);
  });

  test("of time are those of a clock", () => {
    const start = Date.parse("2006-07-29T20:30:00Z");
    expect(timeScale(start, start + 6 * 3_600_000, 4).ticks.map(({ text }) => text)).toEqual([
      "22:00",
      "00:00",
      "02:00",
    ]);
  });

  test("a scale goes both ways", () => {
    for (const scale of [linearScale(-3, 8, 5), logScale(0.2, 70)])
      expect(scale.value(scale.at(1.7))).toBeCloseTo(1.7, 12);
  });
});

test("units and powers are set as in print", () => {
  expect(unitText("cm-2 s-1 TeV-1")).toBe("cm⁻² s⁻¹ TeV⁻¹");
  expect(superscript(-10)).toBe("⁻¹⁰");
  expect([powerOf(3e-11), powerOf(12), powerOf(0)]).toEqual([-11, 0, 0]);
  expect(quantityTitle("Flux", "cm-2 s-1", -11)).toBe("Flux [10⁻¹¹ cm⁻² s⁻¹]");
  expect(quantityTitle("Index", "", 0)).toBe("Index");
});

test("measurements have the digits that their errors allow", () => {
  expect(measurementText(3.14159, 0.0234)).toBe("3.142 ± 0.023");
  expect(measurementText(6.912e-11, 4.2e-12)).toBe("(6.91 ± 0.42)e−11");
  expect([measurementText(0, 1e-12), measurementText(3e-15, 1.2e-12)]).toEqual(["(0.0 ± 1.0)e−12", "(0.0 ± 1.2)e−12"]);
  expect([measurementText(null, 1), measurementText(2, null)]).toEqual(["–", "2.000"]);
});

test("ranges leave out what is no number, and the nearest is found among the rest", () => {
  expect(paddedRange([1, Number.NaN, 2], 0.5)).toEqual([0.5, 2.5]);
  expect(paddedRange([Number.NaN])).toEqual([0, 1]);
  expect([nearest([3, Number.NaN, 1]), nearest([Number.NaN])]).toEqual([2, undefined]);
});

test("smoothing keeps the sum of what lies far from the edges", () => {
  const image = new Float64Array(41 * 31);
  image[15 * 41 + 20] = 7;
  const out = smooth(image, 41, 31, 1.3);
  expect(out.reduce((sum, value) => sum + value, 0)).toBeCloseTo(7, 12);
  expect(out[15 * 41 + 20]).toBe(Math.max(...out));
});

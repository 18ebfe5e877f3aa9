import { expect, test } from "vitest";
import { renderSvg, type TimePoint, timeFigure } from "../src/index.ts";

/** Quarter hours from 2006-07-29 20:30 UTC. */
const start = 53945.854166666664;
const point = (k: number, value: number, upperLimit?: number): TimePoint => ({
  start: start + k / 96,
  stop: start + (k + 1) / 96,
  value,
  errorLow: 0.1,
  errorHigh: 0.2,
  ...(upperLimit !== undefined && { upperLimit }),
});

async function draw(points: readonly TimePoint[], theme: "light" | "dark" = "light") {
  const warnings: string[] = [];
  const figure = timeFigure(points, { title: "Index of a source", quantity: "Index", unit: "", constant: [3.1, 0.1] });
  const svg = await renderSvg(figure, { theme, onWarning: (text) => warnings.push(text) });
  return { svg, warnings };
}

test("hours below, MJD above, and no complaint of the plotting libraries, in either theme", async () => {
  for (const theme of ["light", "dark"] as const) {
    const { svg, warnings } = await draw([point(0, 3), point(1, 3.4), point(3, 3.1)], theme);
    expect(warnings).toEqual([]);
    // The marks have the colors of the theme, not those of the library.
    expect(/#4c78a8|stroke="black"/.test(svg)).toBe(false);
    for (const text of ["Index of a source", "UTC, 2006-07-29", "MJD (UTC)", "20:30", "21:20", "53945.880"]) {
      expect(svg).toContain(text);
    }
  }
});

test("an interval without a value leaves a gap, a limit is an arrow", () => {
  const figure = timeFigure([point(0, 3), point(1, Number.NaN), point(2, Number.NaN, 4)], {
    title: "Flux",
    quantity: "Flux",
    unit: "cm-2 s-1",
  });
  const { layer } = figure.spec as { layer: { data: { values: object[] }; mark: { shape?: string } }[] };
  expect(layer[0].data.values).toMatchObject([
    { y: 3, yLow: 2.9, yHigh: 3.2, isLimit: false },
    { y: 4, yLow: 4, yHigh: 4, isLimit: true },
  ]);
  expect(layer.filter(({ mark }) => mark.shape === "triangle-down")).toHaveLength(1);
  expect(JSON.stringify(figure.spec)).toContain("Flux [cm⁻² s⁻¹]");
});

test("nothing to draw is refused by name", () => {
  expect(() => timeFigure([], { title: "Index", quantity: "Index", unit: "" })).toThrow('"Index": there is nothing');
});

test("blocks are steps: a bar for each, and one between neighbors, halfway over a gap", async () => {
  const blocks = [
    { start, stop: start + 2 / 96, value: 3 },
    { start: start + 3 / 96, stop: start + 4 / 96, value: 3.5 },
  ];
  const figure = timeFigure([point(0, 3), point(3, 3.5)], { title: "Index", quantity: "Index", unit: "", blocks });
  const { layer } = figure.spec as { layer: { data: { values: object[] }; mark: { style?: string } }[] };
  const values = (style: string) => layer.find(({ mark }) => mark.style === style)?.data.values;
  expect(values("block")).toEqual(blocks);
  expect(values("block-step")).toEqual([{ at: (blocks[0].stop + blocks[1].start) / 2, from: 3, to: 3.5 }]);
  const warnings: string[] = [];
  expect(await renderSvg(figure, { theme: "dark", onWarning: (text) => warnings.push(text) })).toContain("Index");
  expect(warnings).toEqual([]);
});

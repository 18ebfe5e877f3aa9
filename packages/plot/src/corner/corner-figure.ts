import { type Figure, GammakitError } from "@gammakit/core";
import { unitLabel } from "../axes/axis-title.ts";
import { vegaLite } from "../render/vega-lite.ts";
import { contourOf, densityOf, levelsOf } from "./density.ts";

/** One parameter of a corner figure. */
export interface CornerParameter {
  readonly name: string;
  readonly unit: string;
  readonly samples: Float64Array;
  /** A value to compare with, drawn as a line: the truth of a simulation, or the best fit. */
  readonly truth?: number;
}

/** What a corner figure is called, and how fine it is. */
export interface CornerFigureOptions {
  readonly title: string;
  /** Bins of the histograms; 40 when absent. */
  readonly bins?: number;
}

/** The regions of one and two standard deviations of a normal distribution in two dimensions: 1 − exp(−½) and 1 − exp(−2). */
const regions = [0.393_469_340_287_366_6, 0.864_664_716_763_387_3];

/** Side [pixels] of a panel, for few parameters and for many. */
const [wide, narrow] = [150, 105];

interface Prepared extends CornerParameter {
  readonly range: readonly [number, number];
}

/**
 * Samples of several parameters as histograms of each, with their quantiles of 16, 50 and 84 %, and densities of each pair, with the
 * contours that hold 39.3 and 86.5 %. Throws "invalid-input" where samples are missing, or one parameter has the same value in all.
 */
export function cornerFigure(
  parameters: readonly CornerParameter[],
  { title, bins = 40 }: CornerFigureOptions,
): Figure {
  checkParameters(parameters, title, bins);
  const prepared = parameters.map((parameter) => ({ ...parameter, range: rangeOf(parameter) }));
  const side = parameters.length > 3 ? narrow : wide;
  const last = prepared.length - 1;
  const panels = prepared.flatMap((y, j) =>
    prepared.map((x, i) => {
      const panel =
        i > j
          ? { ...empty, view: { stroke: null } }
          : i === j
            ? histogramPanel(x, bins, j === last)
            : densityPanel(x, y, bins, j === last, i === 0);
      return { width: side, height: side, ...panel };
    }),
  );
  const names = parameters.map(({ name }) => name).join(", ");
  return vegaLite(title, `Posterior distributions of ${names}, and of each pair of them.`, {
    columns: prepared.length,
    spacing: 10,
    bounds: "flush",
    concat: panels,
  });
}

/** A place in the grid without anything. */
const empty = { data: { values: [] }, mark: { type: "point" } };

function checkParameters(parameters: readonly CornerParameter[], title: string, bins: number): void {
  if (parameters.length === 0) throw new GammakitError("invalid-input", `"${title}": there is no parameter to show.`);
  if (!(Number.isInteger(bins) && bins >= 4 && bins <= 200)) {
    throw new GammakitError("invalid-input", `"${title}": bins is ${bins}; it must be a whole number from 4 to 200.`);
  }
  const { length } = parameters[0].samples;
  for (const { name, samples } of parameters) {
    if (samples.length !== length || length < 2) {
      throw new GammakitError(
        "invalid-input",
        `"${title}": ${name} has ${samples.length} samples, and ${parameters[0].name} ${length}. Give as many of each, and at least two.`,
      );
    }
    if (!samples.every(Number.isFinite)) {
      throw new GammakitError("invalid-input", `"${title}": a sample of ${name} is not a number.`);
    }
    if (samples.every((value) => value === samples[0])) {
      throw new GammakitError("invalid-input", `"${title}": all samples of ${name} are ${samples[0]}. Leave it out.`);
    }
  }
}

/** The range that holds all but the outermost 0.1 % of the samples on either side. */
function rangeOf({ samples }: CornerParameter): readonly [number, number] {
  const sorted = Float64Array.from(samples).sort();
  const at = (p: number): number => sorted[Math.round(p * (sorted.length - 1))];
  const [low, high] = [at(0.001), at(0.999)];
  return low < high ? [low, high] : [sorted[0], sorted[sorted.length - 1]];
}

function axisOf({ name, unit, range }: Prepared, shown: boolean): object {
  return {
    type: "quantitative",
    scale: { domain: range, nice: false, zero: false },
    axis: shown
      ? { title: lines(name, unit), format: ".3~g", tickCount: 3, grid: false, labelBound: true }
      : { title: null, labels: false, tickCount: 3, grid: false },
  };
}

/** The title of an axis; the unit has a line of its own, as panels are small. */
function lines(name: string, unit: string): string | readonly string[] {
  return unit === "" ? name : [name, `[${unitLabel(unit)}]`];
}

function histogramPanel(parameter: Prepared, bins: number, bottom: boolean): object {
  const { samples, range, truth, name } = parameter;
  const width = (range[1] - range[0]) / bins;
  const counts = new Float64Array(bins);
  for (const value of samples) {
    const k = Math.floor((value - range[0]) / width);
    if (k >= 0 && k < bins) counts[k]++;
  }
  const rows = Array.from(counts, (count, k) => ({
    low: range[0] + k * width,
    high: range[0] + (k + 1) * width,
    count,
    none: 0,
  }));
  const sorted = Float64Array.from(samples).sort();
  const quantiles = [0.1587, 0.5, 0.8413].map((p) => ({ value: sorted[Math.round(p * (sorted.length - 1))] }));
  const x = axisOf(parameter, bottom);
  return {
    layer: [
      {
        data: { values: rows },
        mark: { type: "rect", style: "data", opacity: 0.55 },
        encoding: {
          x: { field: "low", ...x },
          x2: { field: "high" },
          y: {
            field: "count",
            type: "quantitative",
            axis: null,
            scale: { domain: [0, 1.05 * Math.max(...counts)], nice: false },
          },
          y2: { field: "none" },
        },
      },
      {
        data: { values: quantiles },
        mark: { type: "rule", style: "constant" },
        encoding: { x: { field: "value", ...x }, tooltip: { field: "value", title: name, format: ".4~g" } },
      },
      ...truthLayers(truth, range, "x", x),
    ],
  };
}

function densityPanel(px: Prepared, py: Prepared, bins: number, bottom: boolean, left: boolean): object {
  const density = densityOf(px.samples, py.samples, px.range, py.range, bins);
  const levels = levelsOf(density, [...regions, 0.995]);
  const [x, y] = [axisOf(px, bottom), axisOf(py, left)];
  const placeX = (cell: number): number => px.range[0] + ((px.range[1] - px.range[0]) * cell) / bins;
  const placeY = (cell: number): number => py.range[0] + ((py.range[1] - py.range[0]) * cell) / bins;
  const most = Math.max(...density.values);
  const cells = Array.from(density.values, (value, k) => ({ value, i: k % bins, j: Math.floor(k / bins) }))
    .filter(({ value }) => value > levels[2])
    .map(({ value, i, j }) => ({
      x: placeX(i),
      x2: placeX(i + 1),
      y: placeY(j),
      y2: placeY(j + 1),
      part: Number((value / most).toFixed(3)),
    }));
  const lines = levels.slice(0, 2).flatMap((level) =>
    contourOf(density, level).map((piece) => ({
      x: placeX(piece.x),
      y: placeY(piece.y),
      x2: placeX(piece.x2),
      y2: placeY(piece.y2),
    })),
  );
  const plane = { x: { field: "x", ...x }, y: { field: "y", ...y }, x2: { field: "x2" }, y2: { field: "y2" } };
  return {
    layer: [
      {
        data: { values: cells },
        mark: { type: "rect", style: "data", strokeWidth: 0 },
        encoding: {
          ...plane,
          opacity: { field: "part", type: "quantitative", scale: { domain: [0, 1], range: [0.05, 0.8] }, legend: null },
        },
      },
      { data: { values: lines }, mark: { type: "rule", style: "contrast", strokeCap: "round" }, encoding: plane },
      ...truthLayers(px.truth, px.range, "x", x),
      ...truthLayers(py.truth, py.range, "y", y),
    ],
  };
}

function truthLayers(
  truth: number | undefined,
  [low, high]: readonly [number, number],
  channel: "x" | "y",
  axis: object,
): readonly object[] {
  if (truth === undefined || !(truth >= low && truth <= high)) return [];
  return [
    {
      data: { values: [{ truth }] },
      mark: { type: "rule", style: "model" },
      encoding: { [channel]: { field: "truth", ...axis } },
    },
  ];
}

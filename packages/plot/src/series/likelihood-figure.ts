import { type Figure, GammakitError } from "@gammakit/core";
import { axisTitle } from "../axes/axis-title.ts";
import { vegaLite } from "../render/vega-lite.ts";

/** The statistic along one parameter. */
export interface LikelihoodFigureOptions {
  readonly title: string;
  readonly parameter: string;
  readonly unit: string;
  readonly values: ArrayLike<number>;
  /** −2 ln L above its minimum at each value. */
  readonly rise: ArrayLike<number>;
  readonly best: number;
  /** Symmetric error, drawn as bands of one and two standard deviations. */
  readonly error?: number;
  /** Upper limit, drawn as a line. */
  readonly upperLimit?: number;
  /** The figure ends where the statistic is higher than this; 12 when absent. */
  readonly maxRise?: number;
}

/** The statistic along a parameter with the bands of one and two standard deviations, and the levels 1 and 4 that define them. */
export function likelihoodFigure(options: LikelihoodFigureOptions): Figure {
  const { title, parameter, unit, values, rise, best, error, upperLimit, maxRise = 12 } = options;
  const rows = Array.from(values, (value, k) => ({ value, rise: rise[k] })).filter((row) => row.rise <= maxRise);
  if (rows.length < 2) {
    throw new GammakitError(
      "invalid-input",
      `"${title}": fewer than two values have a statistic within ${maxRise} of its minimum.`,
    );
  }
  const x = {
    field: "value",
    type: "quantitative",
    scale: { zero: false, nice: false },
    title: axisTitle(parameter, unit),
  };
  const y = { field: "rise", type: "quantitative", scale: { domain: [0, maxRise], nice: false }, title: "Δ(−2 ln L)" };
  const [low, high] = [rows[0].value, rows[rows.length - 1].value];
  const bands =
    error === undefined || !Number.isFinite(error)
      ? []
      : [2, 1].map((k) => ({
          low: Math.max(low, best - k * error),
          high: Math.min(high, best + k * error),
        }));
  const marked = [
    { value: best },
    ...(upperLimit !== undefined && Number.isFinite(upperLimit) ? [{ value: upperLimit }] : []),
  ];
  return vegaLite(title, `Rise of the statistic along ${parameter}, best at ${best}.`, {
    layer: [
      ...(bands.length > 0
        ? [
            {
              data: { values: bands },
              mark: { type: "rect", style: "constant-band" },
              encoding: { x: { ...x, field: "low" }, x2: { field: "high" } },
            },
          ]
        : []),
      { data: { values: [{ rise: 1 }, { rise: 4 }] }, mark: { type: "rule", style: "guide" }, encoding: { y } },
      { data: { values: marked }, mark: { type: "rule", style: "constant" }, encoding: { x } },
      { data: { values: rows }, mark: { type: "line", style: "model", interpolate: "monotone" }, encoding: { x, y } },
    ],
  });
}

import { type Figure, GammakitError } from "@gammakit/core";
import { axisTitle } from "../axes/axis-title.ts";
import type { KnownRise } from "../profile/known-rise.ts";
import { compileRise } from "../profile/rise.ts";
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
  /** Error, or its distances down and up, drawn as bands of one and two of it. */
  readonly error?: number | readonly [down: number, up: number];
  /** Upper limit, drawn as a line. */
  readonly upperLimit?: number;
  /** The figure ends where the statistic is higher than this; 12 when absent. */
  readonly maxRise?: number;
}

/**
 * The statistic along a parameter with the bands of one and two errors, and the levels 1 and 4 that define one and two standard
 * deviations. Between the values the curve is that of {@link compileNormStatistic}. Throws "invalid-input" where fewer than two
 * values have a rise up to `maxRise`.
 */
export function likelihoodFigure(options: LikelihoodFigureOptions): Figure {
  const { title, parameter, unit, values, rise, best, error, upperLimit, maxRise = 12 } = options;
  const given = Array.from(values, (at, k) => ({ at, rise: rise[k] })).filter((one) =>
    Number.isFinite(one.at + one.rise),
  );
  if (given.filter((one) => one.rise <= maxRise).length < 2) {
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
  const rows = curveRows(given, best, maxRise);
  const [down, up] = typeof error === "object" ? error : [error ?? Number.NaN, error ?? Number.NaN];
  const bands = Number.isFinite(down + up) ? [2, 1].map((k) => ({ low: best - k * down, high: best + k * up })) : [];
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

/** Steps of the curve between two values. */
const steps = 16;

/** The curve as far as it is not higher than `maxRise`. */
function curveRows(given: readonly KnownRise[], best: number, maxRise: number) {
  const all = Number.isFinite(best) ? [...given, { at: best, rise: 0 }] : [...given];
  all.sort((a, b) => a.at - b.at || a.rise - b.rise);
  const known = all.filter(({ at }, k) => k === 0 || at > all[k - 1].at);
  const curve = compileRise(known, best);
  const at = known.flatMap(({ at: from }, k) => {
    const to = known[k + 1]?.at;
    return to === undefined ? [from] : Array.from({ length: steps }, (_, i) => from + (i / steps) * (to - from));
  });
  const isShown = at.map((value) => curve(value) <= maxRise);
  return at.flatMap((value, k) => {
    if (isShown[k]) return [{ value, rise: curve(value) }];
    const ends = [k - 1, k + 1].filter((i) => isShown[i]).map((i) => endOf(curve, at[i], value, maxRise));
    return ends.map((end) => ({ value: end, rise: curve(end) }));
  });
}

/** Where a curve that is not higher than `maxRise` at `inside` gets higher toward `outside`, by bisection. */
function endOf(curve: (at: number) => number, inside: number, outside: number, maxRise: number): number {
  let [low, high] = [inside, outside];
  for (let k = 0; k < 40; k++) {
    const middle = (low + high) / 2;
    if (curve(middle) <= maxRise) low = middle;
    else high = middle;
  }
  return low;
}

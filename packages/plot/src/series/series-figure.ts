import { type Figure, GammakitError } from "@gammakit/core";
import { axisTitle } from "../axes/axis-title.ts";
import { vegaLite } from "../render/vega-lite.ts";

/** One quantity over bins. */
export interface Series {
  /** For the legend. */
  readonly label: string;
  readonly values: ArrayLike<number>;
  /** Errors drawn as bars when given. */
  readonly errors?: ArrayLike<number>;
}

/** Bins, and what their axes are called. */
export interface SeriesFigureOptions {
  readonly title: string;
  readonly x: {
    readonly quantity: string;
    readonly unit: string;
    /** Lower edges of the bins. */
    readonly low: ArrayLike<number>;
    /** Upper edges of the bins. */
    readonly high: ArrayLike<number>;
    readonly scale?: "linear" | "log";
    /** Ticks are at least so far apart: 1 where bins are counted. */
    readonly tickStep?: number;
  };
  readonly y: { readonly quantity: string; readonly unit: string; readonly scale?: "linear" | "log" };
  readonly series: readonly Series[];
}

/**
 * Several quantities over the same bins in one panel, each as a step with its errors: counts, background, excess.
 * Bins with NaN are left out. Throws "invalid-input" when nothing is left.
 */
export function seriesFigure({ title, x, y, series }: SeriesFigureOptions): Figure {
  const positive = y.scale === "log";
  const rows = series.flatMap(({ label, values, errors }) =>
    Array.from(values, (value, k) => {
      const error = errors?.[k] ?? 0;
      const middle = x.scale === "log" ? Math.sqrt(x.low[k] * x.high[k]) : (x.low[k] + x.high[k]) / 2;
      const low = positive ? Math.max(value - error, value * 1e-3) : value - error;
      return { label, value, errorLow: low, errorHigh: value + error, low: x.low[k], high: x.high[k], middle };
    }).filter(({ value }) => Number.isFinite(value) && (!positive || value > 0)),
  );
  if (rows.length === 0) throw new GammakitError("invalid-input", `"${title}": there is nothing to draw.`);
  const plane = {
    x: {
      field: "low",
      type: "quantitative",
      scale: { type: x.scale ?? "linear", nice: false, ...(x.scale !== "log" && { zero: false }) },
      title: axisTitle(x.quantity, x.unit),
      ...(x.tickStep !== undefined && { axis: { tickMinStep: x.tickStep } }),
    },
    y: {
      field: "value",
      type: "quantitative",
      scale: { type: y.scale ?? "linear", ...(!positive && { zero: true }) },
      title: axisTitle(y.quantity, y.unit),
    },
    color: {
      field: "label",
      type: "nominal",
      title: null,
      sort: null,
      ...(series.length === 1 && { legend: null }),
    },
  };
  const at = { ...plane, x: { ...plane.x, field: "middle" } };
  const hasErrors = series.some(({ errors }) => errors !== undefined);
  const tooltip = [
    { field: "label", title: " " },
    { field: "value", title: y.quantity, format: ".5~g" },
  ];
  return vegaLite(title, `${series.map(({ label }) => label).join(", ")} over ${x.quantity}.`, {
    data: { values: rows },
    layer: [
      { mark: { type: "rule", strokeWidth: 2 }, encoding: { ...plane, x2: { field: "high" }, tooltip } },
      ...(hasErrors
        ? [
            {
              mark: { type: "rule", strokeWidth: 1.2 },
              encoding: { ...at, y: { ...plane.y, field: "errorLow" }, y2: { field: "errorHigh" } },
            },
          ]
        : []),
      { mark: { type: "point", size: 14 }, encoding: { ...at, tooltip } },
    ],
  });
}

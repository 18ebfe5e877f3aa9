import { type Figure, GammakitError } from "@gammakit/core";
import { axisTitle } from "../axes/axis-title.ts";
import { vegaLite } from "../render/vega-lite.ts";

interface AxisWords {
  readonly quantity: string;
  readonly unit: string;
  readonly scale?: "linear" | "log";
}

/** Lines in one panel. */
export interface CurvesOptions {
  readonly title: string;
  readonly x: AxisWords;
  readonly y: AxisWords;
  readonly curves: readonly { readonly label: string; readonly x: ArrayLike<number>; readonly y: ArrayLike<number> }[];
  /** Title of the legend. */
  readonly legend: string;
}

/** Lines in one panel with a legend; values that a logarithmic axis has no place for are left out. */
export function curvesFigure({ title, x, y, curves, legend }: CurvesOptions): Figure {
  const keeps = (value: number, scale?: string) => Number.isFinite(value) && (scale !== "log" || value > 0);
  const values = curves.flatMap((curve) =>
    Array.from(curve.x, (at, k) => ({ x: at, y: curve.y[k], label: curve.label })).filter(
      (row) => keeps(row.x, x.scale) && keeps(row.y, y.scale),
    ),
  );
  if (values.length === 0) throw new GammakitError("invalid-input", `"${title}": there is nothing to draw.`);
  const encode = (field: string, { quantity, unit, scale = "linear" }: AxisWords) => ({
    field,
    type: "quantitative",
    scale: { type: scale, nice: false, ...(scale === "linear" && { zero: false }) },
    title: axisTitle(quantity, unit),
  });
  return vegaLite(title, `${y.quantity} against ${x.quantity}, ${curves.length} curves.`, {
    data: { values },
    mark: { type: "line" },
    encoding: {
      x: encode("x", x),
      y: encode("y", y),
      color: { field: "label", type: "nominal", title: legend, sort: null },
    },
  });
}

import { type Figure, type FluxPoint, fluxOf, GammakitError, type SedType } from "@gammakit/core";
import { axisTitle } from "../axes/axis-title.ts";
import { type MeasuredRow, measuredRow, measurementLayers } from "../marks/measurement.ts";
import { vegaLite } from "../render/vega-lite.ts";
import { sedAxis, sedFactor } from "./sed-axis.ts";

/** A model along energy, in the form of {@link SpectrumOptions.sedType}: dnde or e2dnde. */
export interface SpectrumCurve {
  /** For the legend. */
  readonly label?: string;
  /** [TeV]. */
  readonly energy: ArrayLike<number>;
  /** dN/dE [cm-2 s-1 TeV-1]. */
  readonly dnde: ArrayLike<number>;
  /** One-sigma error of it: the butterfly. */
  readonly dndeError?: ArrayLike<number>;
}

/** Flux points of one instrument of several, which a color tells apart. */
export interface SpectrumSet {
  /** For the legend. */
  readonly label: string;
  readonly points: readonly FluxPoint[];
}

/** How far counts are from the model in one energy bin. */
export interface SpectrumResidual {
  /** [TeV]. */
  readonly eMin: number;
  /** [TeV]. */
  readonly eMax: number;
  /** In standard deviations. */
  readonly value: number;
  /** The set in {@link SpectrumOptions.sets} that it belongs to. */
  readonly label?: string;
}

/** What is drawn of a spectrum. */
export interface SpectrumOptions {
  readonly title: string;
  /** "e2dnde" when absent. */
  readonly sedType?: "dnde" | "e2dnde";
  readonly points?: readonly FluxPoint[];
  /** Further points, in colors with a legend. */
  readonly sets?: readonly SpectrumSet[];
  readonly curves?: readonly SpectrumCurve[];
  /** Drawn in a panel below. */
  readonly residuals?: readonly SpectrumResidual[];
}

/**
 * A spectrum: flux points with upper limits as arrows, models with their butterflies, residuals below. What is not positive has no
 * place on the logarithmic axis of the flux and is left out; where nothing is left, a sentence stands there.
 * Throws "invalid-input" when there is neither a point nor a curve.
 */
export function spectrumFigure({
  title,
  sedType = "e2dnde",
  points = [],
  sets = [],
  curves = [],
  residuals = [],
}: SpectrumOptions): Figure {
  const all = [...points, ...sets.flatMap((set) => set.points)];
  if (all.length === 0 && curves.length === 0) {
    throw new GammakitError("invalid-input", `"${title}": there is neither a flux point nor a model to draw.`);
  }
  const rows = points.flatMap((point) => pointRow(point, sedType));
  const inSets = sets.flatMap((set) =>
    set.points.flatMap((point) => pointRow(point, sedType).map((row) => ({ ...row, label: set.label }))),
  );
  const [eMin, eMax] = energyRange(all, curves, residuals);
  const x = {
    type: "quantitative",
    scale: { type: "log", domain: [eMin, eMax], nice: false },
    axis: { title: residuals.length > 0 ? null : "Energy [TeV]", labels: residuals.length === 0, tickCount: 6 },
  };
  const { quantity, unit } = sedAxis(sedType);
  const y = {
    type: "quantitative",
    scale: { type: "log", nice: false, ...valueDomain([...rows, ...inSets], curves, sedType) },
    axis: { title: axisTitle(quantity, unit), format: ".0e", tickCount: 5 },
  };
  const drawn = curves.filter((curve) => curveRows(curve, sedType).length > 0);
  const color = colorOf(sets, drawn);
  const plane = { x, y, names: { x: "Energy [TeV]", y: axisTitle(quantity, unit) } };
  const layers = [
    ...curveLayers(drawn, sedType, x, y, color),
    ...(rows.length > 0 ? measurementLayers(rows, plane) : []),
    ...(inSets.length > 0 ? measurementLayers(inSets, { ...plane, color }) : []),
  ];
  const main = layers.length > 0 ? { width: 380, height: 240, layer: layers } : sentence;
  const description = `${quantity} against energy: ${rows.length + inSets.length} flux points, ${drawn.length} models.`;
  if (residuals.length === 0) return vegaLite(title, description, main);
  return vegaLite(title, description, { spacing: 8, vconcat: [main, residualPanel(residuals, x, color)] });
}

/** In the place of a panel without anything in it. */
const sentence = {
  width: 380,
  height: 30,
  view: { stroke: null },
  data: { values: [{}] },
  mark: { type: "text", style: "note" },
  encoding: { text: { value: "No flux here is positive, as a logarithmic axis needs." } },
};

function pointRow(point: FluxPoint, sedType: SedType): readonly MeasuredRow[] {
  const factor = sedFactor(sedType);
  const of = (quantity: "norm" | "normErr" | "normErrn" | "normErrp" | "normUl") =>
    factor * fluxOf(point, sedType, quantity);
  const [low, high] = [of("normErrn"), of("normErrp")];
  const symmetric = of("normErr");
  return measuredRow(
    {
      x: point.eRef,
      xLow: point.eMin,
      xHigh: point.eMax,
      value: of("norm"),
      errorLow: Number.isFinite(low) ? low : symmetric,
      errorHigh: Number.isFinite(high) ? high : symmetric,
      ...(point.isUl && { upperLimit: of("normUl") }),
      note: Number.isFinite(point.sqrtTs) ? `√TS = ${point.sqrtTs.toFixed(1)}` : "",
    },
    true,
  );
}

function energyRange(
  points: readonly FluxPoint[],
  curves: readonly SpectrumCurve[],
  residuals: readonly SpectrumResidual[],
): readonly [number, number] {
  const all = [
    ...[...points, ...residuals].flatMap(({ eMin, eMax }) => [eMin, eMax]),
    ...curves.flatMap(({ energy }) => [energy[0], energy[energy.length - 1]]),
  ];
  return [Math.min(...all) / 1.1, Math.max(...all) * 1.1];
}

/** The models to their values, not to the ends of their butterflies, which may reach to nothing. */
function valueDomain(rows: readonly MeasuredRow[], curves: readonly SpectrumCurve[], sedType: SedType) {
  const values = [
    ...rows.flatMap(({ y, yHigh }) => [y, yHigh]),
    ...curves.flatMap((curve) => curveRows(curve, sedType).map(({ value }) => value)),
  ].filter((value) => value > 0 && Number.isFinite(value));
  return values.length === 0 ? {} : { domain: [Math.min(...values) / 2.5, Math.max(...values) * 2.5] };
}

function curveRows({ energy, dnde, dndeError, label = "" }: SpectrumCurve, sedType: SedType, curve = 0) {
  return Array.from(energy, (e, k) => {
    const factor = sedFactor(sedType) * (sedType === "e2dnde" ? e * e : 1);
    const [value, error] = [factor * dnde[k], factor * (dndeError?.[k] ?? 0)];
    // A band that reaches zero is cut where a logarithmic axis still has a place for it.
    return { energy: e, value, low: Math.max(value - error, value * 1e-3), high: value + error, curve, label };
  }).filter(({ value }) => value > 0 && Number.isFinite(value));
}

/** The color of what has a label. Without sets it is the next for each curve; the second is that of the model where none is labelled. */
function colorOf(sets: readonly SpectrumSet[], curves: readonly SpectrumCurve[]): object {
  const color = { field: "label", type: "nominal", title: null, sort: null };
  if (sets.length === 0) return color;
  const [first, ...others] = new Set(sets.map(({ label }) => label));
  const models = [...new Set(curves.map(({ label = "" }) => label))];
  const domain = [...new Set([first, ...(models.length > 0 ? models : [""]), ...others])];
  return { ...color, scale: { domain }, legend: { values: domain.filter((label) => label !== "") } };
}

function curveLayers(
  curves: readonly SpectrumCurve[],
  sedType: SedType,
  x: object,
  y: object,
  byLabel: object,
): readonly object[] {
  const isLabelled = curves.some(({ label }) => label);
  return curves.flatMap((curve, k) => {
    const values = curveRows(curve, sedType, k);
    const color = isLabelled ? { color: byLabel } : {};
    const at = { x: { ...x, field: "energy" } };
    return [
      ...(curve.dndeError
        ? [
            {
              data: { values },
              mark: { type: "area", style: "band", clip: true },
              encoding: { ...at, y: { ...y, field: "low" }, y2: { field: "high" }, ...color },
            },
          ]
        : []),
      {
        data: { values },
        mark: { type: "line", style: "model", clip: true },
        encoding: { ...at, y: { ...y, field: "value" }, ...color },
      },
    ];
  });
}

function residualPanel(residuals: readonly SpectrumResidual[], x: object, byLabel: object): object {
  const values = residuals
    .filter(({ value }) => Number.isFinite(value))
    .map((row) => ({ ...row, e: Math.sqrt(row.eMin * row.eMax) }));
  const reach = Math.max(3, ...values.map(({ value }) => Math.abs(value) * 1.15));
  const y = {
    field: "value",
    type: "quantitative",
    scale: { domain: [-reach, reach] },
    title: "Residual [σ]",
    axis: { tickCount: 4 },
  };
  const color = residuals.some(({ label }) => label) ? { color: byLabel } : {};
  const plane = { x: { ...x, axis: { title: "Energy [TeV]", tickCount: 6 } }, y, ...color };
  return {
    width: 380,
    height: 80,
    layer: [
      { data: { values: [{ value: 0 }] }, mark: { type: "rule", style: "constant" }, encoding: { y } },
      {
        data: { values },
        mark: { type: "rule", style: "error" },
        encoding: { ...plane, x: { ...plane.x, field: "eMin" }, x2: { field: "eMax" } },
      },
      {
        data: { values },
        mark: { type: "point", style: "data" },
        encoding: {
          ...plane,
          x: { ...plane.x, field: "e" },
          tooltip: { field: "value", title: "Residual [σ]", format: ".2f" },
        },
      },
    ],
  };
}

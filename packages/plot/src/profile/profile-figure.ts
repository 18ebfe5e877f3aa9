import {
  type Figure,
  type FluxPoint,
  type FluxProfile,
  fluxOf,
  GammakitError,
  referenceFlux,
  type SedType,
} from "@gammakit/core";
import { axisTitle } from "../axes/axis-title.ts";
import { type MeasuredRow, measuredRow, measurementLayers } from "../marks/measurement.ts";
import { colorBar } from "../raster/color-bar.ts";
import { type RasterOptions, rasterUrl } from "../raster/raster.ts";
import { createStretch } from "../raster/stretch.ts";
import { vegaLite } from "../render/vega-lite.ts";
import { sedAxis, sedFactor } from "../spectrum/sed-axis.ts";
import { compileNormStatistic } from "./norm-statistic.ts";

/** What is drawn of a flux profile, and how. */
export interface ProfileFigureOptions {
  readonly title: string;
  /** "dnde" when absent. */
  readonly sedType?: SedType;
  /** Which energy bin; the first when absent. */
  readonly energy?: number;
  /** "linear" when absent. */
  readonly scale?: "linear" | "log";
  /** Shade the statistic of each region behind the points, down to `maxTs` (4 when absent) above its minimum. */
  readonly statistic?: boolean;
  readonly maxTs?: number;
  /** Name of the distance; "Distance" when absent. */
  readonly distance?: string;
}

const [width, height] = [420, 250];

/** Of the shade and of its color bar, so that grid lines are seen through it. */
const opacity = 0.8;

/**
 * A flux profile in one energy bin: values with errors, horizontal bars over each region, upper limits as arrows, and where
 * asked for the statistic as a shade. Throws "invalid-input" for an energy bin that is not there, and for a shade without scan.
 */
export function profileFigure(profile: FluxProfile, options: ProfileFigureOptions): Figure {
  const { title, sedType = "dnde", energy = 0, scale = "linear", statistic = false, distance = "Distance" } = options;
  const points = profile.rows.map((row) => row.points[energy]);
  if (points.some((point) => point === undefined)) {
    throw new GammakitError(
      "invalid-input",
      `"${title}": there is no energy bin ${energy}; the profile has ${profile.rows[0]?.points.length ?? 0}.`,
    );
  }
  const rows = points.flatMap((point, k) => pointRow(point, profile, k, sedType, scale === "log"));
  if (rows.length === 0)
    throw new GammakitError("invalid-input", `"${title}": no region has a flux or a limit to draw.`);
  const { quantity, unit } = sedAxis(sedType);
  const label = axisTitle(quantity, profile.perSteradian ? `${unit} sr-1` : unit);
  const xDomain = [Math.min(...profile.xMin), Math.max(...profile.xMax)] as const;
  const yDomain = valueDomain(rows, scale);
  const x = { type: "quantitative", scale: { domain: xDomain, nice: false }, title: axisTitle(distance, "deg") };
  const y = {
    type: "quantitative",
    scale: { type: scale, domain: yDomain, nice: false },
    axis: { title: label, format: ".3~g", tickCount: 6 },
  };
  const { eMin, eMax } = points[0];
  return vegaLite(
    title,
    `${quantity} along the profile from ${eMin} to ${eMax} TeV, ${rows.length} of ${points.length} regions.`,
    {
      width,
      height,
      layer: [
        ...(statistic ? shade(profile, points, { sedType, scale, xDomain, yDomain, maxTs: options.maxTs ?? 4 }) : []),
        ...(scale === "linear"
          ? [
              {
                data: { values: [{ y: 0 }] },
                mark: { type: "rule", style: "constant" },
                encoding: { y: { ...y, field: "y" } },
              },
            ]
          : []),
        ...measurementLayers(rows, { x, y, names: { x: axisTitle(distance, "deg"), y: label }, contrast: statistic }),
      ],
    },
  );
}

function pointRow(
  point: FluxPoint,
  profile: FluxProfile,
  k: number,
  sedType: SedType,
  positive: boolean,
): readonly MeasuredRow[] {
  const factor = sedFactor(sedType);
  const of = (quantity: "norm" | "normErr" | "normErrn" | "normErrp" | "normUl") =>
    factor * fluxOf(point, sedType, quantity);
  const either = (first: number, second: number) => (Number.isFinite(first) ? first : second);
  return measuredRow(
    {
      x: profile.xRef[k],
      xLow: profile.xMin[k],
      xHigh: profile.xMax[k],
      value: of("norm"),
      errorLow: either(of("normErrn"), of("normErr")),
      errorHigh: either(of("normErrp"), of("normErr")),
      ...(point.isUl && { upperLimit: of("normUl") }),
      note: Number.isFinite(point.sqrtTs) ? `√TS = ${point.sqrtTs.toFixed(1)}, ${point.counts} counts` : "",
    },
    positive,
  );
}

function valueDomain(rows: readonly MeasuredRow[], scale: "linear" | "log"): readonly [number, number] {
  const [low, high] = [Math.min(...rows.map(({ yLow }) => yLow)), Math.max(...rows.map(({ yHigh }) => yHigh))];
  if (scale === "log") return [Math.min(...rows.map(({ y, yLow }) => Math.max(yLow, y / 10))) / 1.5, high * 1.5];
  const margin = 0.08 * (high - Math.min(0, low));
  return [Math.min(0, low) - margin, high + margin];
}

interface Shade {
  readonly sedType: SedType;
  readonly scale: "linear" | "log";
  readonly xDomain: readonly [number, number];
  readonly yDomain: readonly [number, number];
  readonly maxTs: number;
}

/** The statistic of each region as a picture under the marks, with its color bar. */
function shade(
  profile: FluxProfile,
  points: readonly FluxPoint[],
  { sedType, scale, xDomain, yDomain, maxTs }: Shade,
): readonly object[] {
  const [nx, ny] = [width, height];
  // A region that could not be computed has no scan, and no shade; the first one stands for a profile without any.
  const scanned = points.some(({ scan }) => scan !== undefined);
  const statistics = points.map((point, k) =>
    point.scan || !scanned ? compileNormStatistic(point, profile.rows[k]) : undefined,
  );
  const flux = (j: number) => {
    const t = (j + 0.5) / ny;
    return scale === "log" ? yDomain[0] * (yDomain[1] / yDomain[0]) ** t : yDomain[0] + t * (yDomain[1] - yDomain[0]);
  };
  const values = new Float64Array(nx * ny).fill(Number.NaN);
  for (let i = 0; i < nx; i++) {
    const at = xDomain[0] + ((i + 0.5) / nx) * (xDomain[1] - xDomain[0]);
    const k = profile.xMin.findIndex((low, index) => at >= low && at < profile.xMax[index]);
    const statistic = statistics[k];
    if (statistic === undefined) continue;
    const unit = sedFactor(sedType) * referenceFlux(points[k], sedType);
    for (let j = 0; j < ny; j++) {
      const rise = statistic(flux(j) / unit);
      if (rise <= maxTs) values[j * nx + i] = -rise;
    }
  }
  const raster: RasterOptions = { stretch: createStretch("linear", -maxTs, 0), colorMap: "blues" };
  return [
    {
      data: { values: [{ url: rasterUrl(values, nx, ny, raster) }] },
      mark: { type: "image", width, height, align: "left", baseline: "top", aspect: false, opacity },
      encoding: { x: { value: 0 }, y: { value: 0 }, url: { field: "url", type: "nominal" } },
    },
    ...colorBar(raster, { quantity: "−Δ(−2 ln L)", unit: "" }, { x: width + 12, height, opacity }),
  ];
}

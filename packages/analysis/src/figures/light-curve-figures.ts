import { addSeconds, fluxOf, type Instant, type LightCurve, parseTime, toMjd, toScale } from "@gammakit/core";
import type { TimePoint } from "@gammakit/plot";
import type { LightCurveRun } from "../light-curve/run.ts";
import { rangeText } from "./energy-text.ts";
import { imageFigure } from "./image-figure.ts";
import type { JobFigure } from "./job-figure.ts";
import { scanFigures } from "./scan-figures.ts";

type Plot = typeof import("@gammakit/plot");

/**
 * The figures of a light curve: the flux of each energy band against time, the statistic of each flux where it was scanned, and
 * the counts image where it was made. A band without a flux is left out.
 */
export async function lightCurveFigures(run: LightCurveRun): Promise<readonly JobFigure[]> {
  const plot = await import("@gammakit/plot");
  const scanned = run.lightCurve.rows.flatMap((row, i) =>
    row.points.map((point) => ({
      point,
      of: row,
      label: `${run.result.bins[i].tStartIso.slice(0, 19).replace("T", " ")} UTC, ${rangeText(point)}`,
    })),
  );
  return [
    ...run.result.variability.flatMap((_, band) => bandFigure(run, band, plot)),
    ...scanFigures(scanned, plot),
    ...imageFigure(run, "the intervals and the energy range", plot),
  ];
}

function bandFigure({ lightCurve, result }: LightCurveRun, band: number, plot: Plot): readonly JobFigure[] {
  const points = timePoints(lightCurve, band);
  if (!points.some(({ value, upperLimit }) => Number.isFinite(upperLimit ?? value))) return [];
  const { eMinTeV, eMaxTeV, mean, meanError, chi2, dof, pValue, fvar, fvarError, blocks, used, omitted } =
    result.variability[band];
  const { nSigma, nSigmaUl, sqrtTsThresholdUl } = lightCurve.rows[0];
  const energies = rangeText({ eMin: eMinTeV, eMax: eMaxTeV });
  const constant = mean === null || meanError === null ? {} : { constant: [mean, meanError] as const };
  const steps = blocks?.map(({ tStartIso, tStopIso, mean: value }) => ({
    start: mjdOf(parseTime(tStartIso, "utc")),
    stop: mjdOf(parseTime(tStopIso, "utc")),
    value,
  }));
  const against =
    chi2 === null
      ? ""
      : ` Against a constant, χ² is ${chi2.toFixed(1)} for ${dof} degrees of freedom (p = ${(pValue ?? 0).toPrecision(2)}).`;
  const spread =
    fvar === null || fvarError === null
      ? ""
      : ` The fractional variability is ${fvar.toFixed(3)} ± ${fvarError.toFixed(3)}.`;
  const stepped = steps ? " The steps are Bayesian blocks: stretches in which one flux describes the data." : "";
  const parts = [mean === null ? "" : "mean", against && "χ²", spread && "variability", stepped && "blocks"];
  const left = omittedWords(parts.filter(Boolean), used, omitted);
  return [
    {
      name: result.variability.length === 1 ? "light-curve" : `light-curve-${band + 1}`,
      figure: plot.timeFigure(points, {
        title: `Light curve, ${energies}`,
        quantity: `Flux, ${energies}`,
        unit: "cm-2 s-1",
        ...constant,
        ...(steps && { blocks: steps }),
      }),
      caption: `Flux of each interval; bars are ${nSigma === 1 ? "one standard deviation" : `${nSigma} standard deviations`}, the band is the weighted mean with its error. Where √TS is below ${sqrtTsThresholdUl} an arrow stands for the upper limit at ${nSigmaUl} standard deviations.${stepped}${against}${spread}${left}`,
    },
  ];
}

/** Which intervals are in what was computed of all of them. */
function omittedWords(parts: readonly string[], used: number, omitted: number): string {
  if (parts.length === 0 || omitted === 0) return "";
  const names = parts.length === 1 ? parts[0] : `${parts.slice(0, -1).join(", ")} and ${parts[parts.length - 1]}`;
  return ` In the ${names} are the ${used} of ${used + omitted} intervals that have a flux with an error; the others, of which there is at most an upper limit, are left out.`;
}

function mjdOf(instant: Instant): number {
  return toMjd(toScale(instant, "utc"), "utc");
}

function timePoints({ intervals, rows }: LightCurve, band: number): readonly TimePoint[] {
  const mjd = (seconds: number) => mjdOf(addSeconds(intervals.reference, seconds));
  return rows.map(({ points }, i) => {
    const point = points[band];
    const { normErrn, normErrp, isUl, sqrtTs } = point;
    const error = (given: number, name: "normErrn" | "normErrp") =>
      fluxOf(point, "flux", Number.isFinite(given) ? name : "normErr");
    return {
      start: mjd(intervals.start[i]),
      stop: mjd(intervals.stop[i]),
      value: fluxOf(point, "flux"),
      errorLow: error(normErrn, "normErrn"),
      errorHigh: error(normErrp, "normErrp"),
      ...(isUl && { upperLimit: fluxOf(point, "flux", "normUl") }),
      note: Number.isFinite(sqrtTs) ? `√TS = ${sqrtTs.toFixed(1)}` : "",
    };
  });
}

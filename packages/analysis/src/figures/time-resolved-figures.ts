import { formatIso, type Parameter, parseTime, toMjd, toScale } from "@gammakit/core";
import type { SpectralBin } from "@gammakit/estimators";
import type { RegressionLine, TimeBlock, TimeCurve, TimePoint } from "@gammakit/plot";
import type { TimeResolvedRun } from "../time-resolved/run.ts";
import { shapeParameter } from "../time-resolved/variability.ts";
import { binSpectrum } from "./bin-spectrum.ts";
import { imageFigure } from "./image-figure.ts";
import type { JobFigure } from "./job-figure.ts";
import { meanError } from "./mean-error.ts";
import { spectrumCaption } from "./spectrum-caption.ts";

type Plot = typeof import("@gammakit/plot");

/** Courses that are known beforehand, such as the truth of a simulation, by name of the parameter; the integral flux is "flux". */
export type KnownCurves = Readonly<Record<string, TimeCurve>>;

/**
 * The figures of time-resolved spectroscopy: each free parameter and the integral flux against time, index against flux, the
 * spectrum of each interval, and the counts image with its regions where it was made. Those without a value are left out.
 * Courses that are `known` are drawn over.
 */
export async function timeResolvedFigures(
  run: TimeResolvedRun,
  known: KnownCurves = {},
): Promise<readonly JobFigure[]> {
  const plot = await import("@gammakit/plot");
  const bins = run.bins.filter(({ result }) => result.covariance !== undefined);
  if (bins.length === 0) return imageFigure(run, "the intervals and the energy range", plot);
  const free = bins[0].result.model.parameters.filter(({ frozen }) => !frozen);
  return [
    ...free.map((parameter) => parameterFigure(run, parameter, known[parameter.name], plot)),
    ...fluxFigure(run, known.flux, plot),
    ...hysteresisFigures(run, free, plot),
    ...(await spectrumFigures(run, plot)),
    ...imageFigure(run, "the intervals and the energy range", plot),
  ];
}

function mjd(bin: SpectralBin, end: "start" | "stop"): number {
  return toMjd(toScale(bin.interval[end], "utc"), "utc");
}

function timePoint(bin: SpectralBin, value: number, error: number): TimePoint {
  const { status } = bin.result;
  const note = status === "converged" ? "" : status;
  return { start: mjd(bin, "start"), stop: mjd(bin, "stop"), value, errorLow: error, errorHigh: error, note };
}

function bestFit({ result }: SpectralBin, { name }: Parameter): { readonly value: number; readonly error: number } {
  const found = result.model.parameters.find((candidate) => candidate.name === name);
  if (found === undefined || result.covariance === undefined) return { value: Number.NaN, error: Number.NaN };
  return { value: found.value, error: found.error ?? Number.NaN };
}

function parameterFigure(
  run: TimeResolvedRun,
  parameter: Parameter,
  curve: TimeCurve | undefined,
  plot: Plot,
): JobFigure {
  const { name, unit } = parameter;
  const quantity = capital(name);
  const points = run.bins.map((bin) => {
    const { value, error } = bestFit(bin, parameter);
    return timePoint(bin, value, error);
  });
  const { mean, chi2, dof, pValue } = run.result.variability[name] ?? {};
  const error = meanError(points.map(({ errorHigh }) => errorHigh));
  const constant =
    mean === null || mean === undefined || error === undefined ? {} : { constant: [mean, error] as const };
  const against =
    chi2 === null || chi2 === undefined
      ? ""
      : ` Against a constant, χ² is ${chi2.toFixed(1)} for ${dof} degrees of freedom (p = ${(pValue ?? 0).toPrecision(2)}).`;
  return {
    name: `${fileName(name)}-vs-time`,
    figure: plot.timeFigure(points, {
      title: `${quantity} against time`,
      quantity,
      unit,
      ...constant,
      ...drawn(curve),
    }),
    caption: `${quantity} in each interval; bars are one standard deviation, the band is the weighted mean with its error.${against}${curve ? knownWords : ""}`,
  };
}

const knownWords = " The line is what it is known to be.";

function drawn(curve: TimeCurve | undefined): { readonly curve?: TimeCurve } {
  return curve === undefined ? {} : { curve };
}

function fluxFigure(run: TimeResolvedRun, curve: TimeCurve | undefined, plot: Plot): readonly JobFigure[] {
  if (run.bins.every(({ flux }) => flux === undefined)) return [];
  const points = run.bins.map((bin) => timePoint(bin, bin.flux?.value ?? Number.NaN, bin.flux?.error ?? Number.NaN));
  const quantity = fluxName(run);
  const blocks = fluxBlocks(run);
  const steps =
    blocks.length > 0 ? " The steps are Bayesian blocks: stretches in which one flux describes the data." : "";
  return [
    {
      name: "flux-vs-time",
      figure: plot.timeFigure(points, { title: "Light curve", quantity, unit: "cm-2 s-1", blocks, ...drawn(curve) }),
      caption: `${quantity} in each interval, with the error that follows from the covariance of the fit.${steps}`,
    },
  ];
}

function fluxBlocks({ result }: TimeResolvedRun): readonly TimeBlock[] {
  const day = (iso: string) => toMjd(toScale(parseTime(iso, "utc"), "utc"), "utc");
  const blocks = result.variability.flux?.blocks ?? [];
  return blocks.map(({ tStartIso, tStopIso, mean }) => ({ start: day(tStartIso), stop: day(tStopIso), value: mean }));
}

function fluxName({ result }: TimeResolvedRun): string {
  const { eMinTeV, eMaxTeV } = result.bins[0].integralFlux;
  return `Flux, ${eMinTeV} to ${eMaxTeV} TeV`;
}

/** The shape of the spectrum against its flux: of the index, or of the first free parameter that is no amplitude. */
function hysteresisFigures(run: TimeResolvedRun, free: readonly Parameter[], plot: Plot): readonly JobFigure[] {
  const shape = shapeParameter(free);
  const points = run.bins.flatMap((bin) => {
    if (shape === undefined || bin.flux === undefined) return [];
    const { value, error } = bestFit(bin, shape);
    const time = (mjd(bin, "start") + mjd(bin, "stop")) / 2;
    return [{ time, x: bin.flux.value, xError: bin.flux.error, y: value, yError: error }];
  });
  if (shape === undefined || points.filter(({ x, y }) => Number.isFinite(x + y)).length < 2) return [];
  const quantity = capital(shape.name);
  const line = regressionLine(run);
  const along = line ? " The dashed line takes the errors of both into account; the band is its error." : "";
  return [
    {
      name: `${fileName(shape.name)}-vs-flux`,
      figure: plot.hysteresisFigure(points, {
        title: `${quantity} against flux`,
        x: { quantity: fluxName(run), unit: "cm-2 s-1" },
        y: { quantity, unit: shape.unit },
        ...(line && { line }),
      }),
      caption: `The intervals joined in their order; a loop means that the spectrum rises and falls by different ways.${along}`,
    },
  ];
}

function regressionLine({ result: { correlation } }: TimeResolvedRun): RegressionLine | undefined {
  if (correlation === null) return undefined;
  const { slope, slopeError, pivot, pivotValue, pivotError } = correlation.line;
  if (slope === null || slopeError === null || pivot === null || pivotValue === null || pivotError === null) {
    return undefined;
  }
  return { slope, slopeError, pivot, pivotValue, pivotError };
}

async function spectrumFigures(run: TimeResolvedRun, plot: Plot): Promise<readonly JobFigure[]> {
  const bins = run.bins.filter(({ result }) => result.covariance !== undefined);
  const brightest = bins.reduce(
    (best, bin) => ((bin.flux?.value ?? 0) > (best.flux?.value ?? 0) ? bin : best),
    bins[0],
  );
  const figures: JobFigure[] = [];
  for (const bin of bins) {
    const [start, stop] = [bin.interval.start, bin.interval.stop].map((time) =>
      formatIso(toScale(time, "utc"), "utc", 0),
    );
    const label = `${start.replace("T", " ")} to ${stop.slice(11)}`;
    const number = String(run.bins.indexOf(bin) + 1).padStart(2, "0");
    const spectrum = await binSpectrum(bin, run.datasets, `Spectrum, ${label} UTC`);
    figures.push({
      name: bin === brightest ? "spectrum" : `spectrum-${number}`,
      figure: plot.spectrumFigure(spectrum),
      caption: spectrumCaption(spectrum),
      choice: { group: "spectrum", label, isMain: bin === brightest },
    });
  }
  return figures;
}

function capital(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1).replaceAll("_", " ").trimEnd();
}

function fileName(name: string): string {
  return name.replace(/[^A-Za-z0-9]+/g, "-").replace(/^-|-$/g, "");
}

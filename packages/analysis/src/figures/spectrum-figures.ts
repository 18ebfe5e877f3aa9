import { posteriorSamples } from "@gammakit/fit";
import type { MeasuredSpectrum } from "../spectrum/measure.ts";
import type { SpectrumRun } from "../spectrum/run.ts";
import type { SpectrumFilesRun } from "../spectrum-files/run.ts";
import { rangeText } from "./energy-text.ts";
import { imageFigure } from "./image-figure.ts";
import type { JobFigure } from "./job-figure.ts";
import { residuals } from "./residuals.ts";
import { scanFigures } from "./scan-figures.ts";
import { spectrumCaption } from "./spectrum-caption.ts";

type Plot = typeof import("@gammakit/plot");

/**
 * The figures of a spectrum: flux points on the fitted model with its butterfly and residuals, the significance as runs or files are
 * added, the posterior where it was sampled, the statistic of each flux point where it was scanned, and the counts image where it was
 * made.
 */
export async function spectrumFigures(run: SpectrumRun | SpectrumFilesRun): Promise<readonly JobFigure[]> {
  const plot = await import("@gammakit/plot");
  const scanned = run.fluxPoints.points.map((point) => ({ point, of: run.fluxPoints, label: rangeText(point) }));
  return [
    ...spectrumFigure(run, plot),
    ...significanceFigure(run, plot),
    ...posteriorFigure(run, plot),
    ...scanFigures(scanned, plot),
    ...("observations" in run.result ? imageFigure({ ...run, result: run.result }, "the energy range", plot) : []),
  ];
}

function spectrumFigure({ fluxPoints, butterfly, fit, datasets }: MeasuredSpectrum, plot: Plot): readonly JobFigure[] {
  const { nSigmaUl, sqrtTsThresholdUl } = fluxPoints;
  const points = fluxPoints.points.filter(({ norm, normUl, isUl }) => Number.isFinite(isUl ? normUl : norm));
  if (points.length === 0 && butterfly === undefined) return [];
  const fitted = butterfly && fit ? { curves: [butterfly], residuals: residuals(datasets, fit.model) } : {};
  const spectrum = { title: "Spectrum", points, ...fitted };
  const arrows = `; where √TS is below ${sqrtTsThresholdUl} an arrow stands for the upper limit at ${nSigmaUl} standard deviations`;
  return [{ name: "spectrum", figure: plot.spectrumFigure(spectrum), caption: spectrumCaption(spectrum, arrows) }];
}

function posteriorFigure({ posterior, fit }: MeasuredSpectrum, plot: Plot): readonly JobFigure[] {
  if (posterior === undefined || fit === undefined || posterior.logProbability.length < 2) return [];
  const best = fit.model.parameters.filter(({ frozen }) => !frozen);
  const parameters = posterior.names.flatMap((name, i) => {
    const samples = posteriorSamples(posterior, name);
    if (samples.every((value) => value === samples[0])) return [];
    const short = name.slice(name.indexOf(".") + 1);
    const value = best.find((parameter) => parameter.name === short)?.value;
    return [{ name: short, unit: posterior.units[i], samples, ...(value !== undefined && { truth: value }) }];
  });
  if (parameters.length === 0) return [];
  return [
    {
      name: "corner",
      figure: plot.cornerFigure(parameters, { title: "Posterior" }),
      caption:
        "Posterior of the fitted parameters: of each, with its quantiles of 16, 50 and 84 % (dashed); of each pair, with contours that hold 39.3 and 86.5 %. The solid lines are the best fit.",
    },
  ];
}

function significanceFigure({ result }: SpectrumRun | SpectrumFilesRun, plot: Plot): readonly JobFigure[] {
  const { cumulative } = result;
  const [one, all] = "observations" in result ? ["run", "runs"] : ["spectrum", "spectra"];
  if (cumulative.filter(({ significance }) => significance !== null).length < 2) return [];
  const hours = cumulative.map(({ livetimeS }) => livetimeS / 3600);
  return [
    {
      name: "significance",
      figure: plot.seriesFigure({
        title: `Significance as ${all} are added`,
        x: { quantity: "Livetime", unit: "h", low: [0, ...hours.slice(0, -1)], high: hours },
        y: { quantity: "Significance [σ]", unit: "" },
        series: [{ label: `${all} so far`, values: cumulative.map(({ significance }) => significance ?? Number.NaN) }],
      }),
      caption: `Significance of the excess of all ${all} up to each, after Li & Ma (1983); a step is as long as its ${one}. It rises with the square root of the time where source and background stay the same.`,
    },
  ];
}

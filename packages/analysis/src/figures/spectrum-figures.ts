import type { MeasuredSpectrum } from "../spectrum/measure.ts";
import type { SpectrumRun } from "../spectrum/run.ts";
import type { SpectrumFilesRun } from "../spectrum-files/run.ts";
import { rangeText } from "./energy-text.ts";
import { imageFigure } from "./image-figure.ts";
import type { JobFigure } from "./job-figure.ts";
import { posteriorFigure } from "./posterior-figure.ts";
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
  return [{ name: "spectrum", figure: plot.spectrumFigure(spectrum), caption: spectrumCaption(spectrum, { arrows }) }];
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

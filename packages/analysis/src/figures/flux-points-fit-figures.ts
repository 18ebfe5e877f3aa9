import type { FluxPointsFitRun } from "../flux-points-fit/run.ts";
import type { JobFigure } from "./job-figure.ts";
import { posteriorFigure } from "./posterior-figure.ts";
import { spectrumCaption } from "./spectrum-caption.ts";

type Plot = typeof import("@gammakit/plot");

/**
 * The figures of a fit of flux points: the points of all sets on the fitted model with its butterfly, how far each is from it, and the
 * posterior where it was sampled.
 */
export async function fluxPointsFitFigures(run: FluxPointsFitRun): Promise<readonly JobFigure[]> {
  const plot = await import("@gammakit/plot");
  return [...spectrumFigure(run, plot), ...posteriorFigure(run, plot)];
}

function spectrumFigure({ sets, result, butterfly }: FluxPointsFitRun, plot: Plot): readonly JobFigure[] {
  const shown = sets.map(({ name, points }) => ({
    label: name,
    points: points.points.filter(({ norm, normUl, isUl }) => Number.isFinite(isUl ? normUl : norm)),
  }));
  const isOne = shown.length === 1;
  const points = shown.flatMap((set) => set.points);
  if (points.length === 0 && butterfly === undefined) return [];
  const residuals = result.sets.flatMap(({ name, points }) =>
    points.flatMap(({ eMinTeV, eMaxTeV, residual }) =>
      residual === null || butterfly === undefined
        ? []
        : [{ eMin: eMinTeV, eMax: eMaxTeV, value: residual, ...(!isOne && { label: name }) }],
    ),
  );
  const fitted = butterfly === undefined ? {} : { curves: [butterfly], residuals };
  const spectrum = { title: "Flux points and fit", ...(isOne ? { points } : { sets: shown }), ...fitted };
  const caption = spectrumCaption(
    { ...spectrum, points },
    {
      arrows: "; arrows stand for upper limits",
      residuals: "how far each point of the fit is from the model, in errors",
    },
  );
  return [{ name: "spectrum", figure: plot.spectrumFigure(spectrum), caption }];
}

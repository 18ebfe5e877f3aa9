import { posteriorSamples } from "@gammakit/fit";
import type { MeasuredSpectrum } from "../spectrum/measure.ts";
import type { JobFigure } from "./job-figure.ts";

/** The posterior of the fitted parameters, each and in pairs; none where it was not sampled. */
export function posteriorFigure(
  { posterior, fit }: Pick<MeasuredSpectrum, "posterior" | "fit">,
  plot: typeof import("@gammakit/plot"),
): readonly JobFigure[] {
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

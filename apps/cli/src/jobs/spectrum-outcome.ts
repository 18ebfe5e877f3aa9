import type { SpectrumFilesRun, SpectrumRun } from "@gammakit/analysis";
import type { Registry } from "@gammakit/core";
import { fittedOf, type JobOutcome } from "./job.ts";

/** What a spectrum has come to, wherever its data are from. */
export function spectrumOutcome(done: SpectrumRun | SpectrumFilesRun, registry: Registry): JobOutcome {
  const { fit, fluxPoints, comparisons = [] } = done.result;
  return {
    result: done.result,
    files: done.files,
    fitted: fittedOf([
      ...[fit, ...fluxPoints].flatMap((one) => one?.success ?? []),
      ...comparisons.map(({ status }) => status === "converged"),
    ]),
    tables: async () => {
      const { fluxPointsFiles } = await import("../output/table-files.ts");
      return fluxPointsFiles(done.fluxPoints);
    },
    drawings: async () => {
      const drawing = await import("../output/drawing.ts");
      const figures = await drawing.spectrumFigures(done);
      return {
        figures: () => drawing.figureFiles(figures, registry),
        report: () => drawing.reportFile(drawing.spectrumReport(done, figures)),
      };
    },
    summary: async (width) => {
      const { summarizeSpectrum } = await import("../output/spectrum-summary.ts");
      return summarizeSpectrum(done, width);
    },
  };
}

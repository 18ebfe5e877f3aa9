import {
  explainFluxPointsFit,
  type FluxPointsFitJob,
  fluxPointsFitJob,
  planFluxPointsFit,
  readModelTables,
} from "@gammakit/analysis";
import { placesFrom } from "../job/places.ts";
import { tablesHost } from "../job/tables-host.ts";
import { comparedText, filesOf, fittedOf, type JobKind } from "./job.ts";
import { sizesOf } from "./sizes-of.ts";

const pointsKey = "points";

/** A model fitted to flux points that were measured before. */
export const fluxPointsFit: JobKind = {
  async check(job, registry, base) {
    const plan = planFluxPointsFit(await readModelTables(job, tablesHost(registry, base)), registry);
    const { settings, model, compareWith, optimizer, sampler } = plan;
    const { openFile } = placesFrom(base, pointsKey);
    for (const { file } of settings.points) openFile(file);
    const sets = settings.points.length === 1 ? "1 set" : `${settings.points.length} sets`;
    const likelihoods = new Set(settings.points.map(({ likelihood }) => likelihood ?? settings.likelihood));
    return `${sets} of flux points, compared by ${[...likelihoods].join(" or ")}, model ${model.id}, optimizer ${optimizer.id}${comparedText(compareWith)}${sampler ? `, posterior by ${sampler.id}` : ""}`;
  },
  async explain(job, registry, base) {
    const content = await explainFluxPointsFit(job, tablesHost(registry, base));
    const files = await sizesOf(content.files, placesFrom(base, pointsKey));
    const { fluxPointsFitWords } = await import("../output/explanation.ts");
    return {
      content: { ...content, files },
      files: filesOf(content.job),
      words: () => fluxPointsFitWords(content, files),
    };
  },
  async run(job, host, base) {
    const done = await fluxPointsFitJob(job as FluxPointsFitJob, { ...host, ...placesFrom(base, pointsKey) });
    const { fit, comparisons } = done.result;
    return {
      result: done.result,
      files: done.files,
      fitted: fittedOf([fit.success, ...comparisons.map(({ status }) => status === "converged")]),
      tables: async () => {
        const { tableFiles } = await import("../output/table-files.ts");
        return tableFiles(done.table, "table");
      },
      drawings: async () => {
        const drawing = await import("../output/drawing.ts");
        const figures = await drawing.fluxPointsFitFigures(done);
        return {
          figures: () => drawing.figureFiles(figures, host.registry),
          report: () => drawing.reportFile(drawing.fluxPointsFitReport(done, figures)),
        };
      },
      summary: async (width) => {
        const { summarizeFluxPointsFit } = await import("../output/flux-points-fit-summary.ts");
        return summarizeFluxPointsFit(done, width);
      },
    };
  },
};

import {
  explainFluxProfile,
  type FluxProfileJob,
  fluxProfileJob,
  planFluxProfile,
  readModelTables,
} from "@gammakit/analysis";
import { placesFrom } from "../job/places.ts";
import { tablesHost } from "../job/tables-host.ts";
import { filesOf, fittedOf, type JobKind } from "./job.ts";

const datasetKey = "dataset";

/** Flux profiles. */
export const fluxProfile: JobKind = {
  async check(job, registry, base) {
    const { settings, model } = planFluxProfile(await readModelTables(job, tablesHost(registry, base)), registry);
    placesFrom(base, datasetKey).openFile(settings.dataset);
    const { regions, energyEdges } = settings;
    return `${regions.count} ${regions.type}, ${energyEdges.length - 1} energy bins, model ${model.id}`;
  },
  async explain(job, registry, base) {
    const content = await explainFluxProfile(job, tablesHost(registry, base));
    const name = String(content.job.dataset);
    const source = placesFrom(base, datasetKey).openFile(name);
    // A map on the web is not even asked for its size.
    const size = /^\w+:\/\//.test(name) ? undefined : await source.size();
    const { fluxProfileWords } = await import("../output/explanation.ts");
    return {
      content: { ...content, map: { name, bytes: size ?? null } },
      files: filesOf(content.job, "profile.fits"),
      words: () => fluxProfileWords(content, size),
    };
  },
  async run(job, host, base, _wishes, early) {
    const done = await fluxProfileJob(job as FluxProfileJob, { ...host, ...placesFrom(base, datasetKey), ...early });
    return {
      result: done.result,
      files: done.files,
      fitted: fittedOf(done.profile.rows.flatMap((row) => row.points.map((point) => point.success))),
      tables: async () => {
        const { profileFiles } = await import("../output/table-files.ts");
        return profileFiles(done.profile);
      },
      drawings: async () => {
        const drawing = await import("../output/drawing.ts");
        const figures = await drawing.fluxProfileFigures(done);
        return {
          figures: () => drawing.figureFiles(figures, host.registry),
          report: () => drawing.reportFile(drawing.fluxProfileReport(done, figures)),
        };
      },
      summary: async (width) => {
        const { summarizeFluxProfile } = await import("../output/flux-profile-summary.ts");
        return summarizeFluxProfile(done, width);
      },
    };
  },
};

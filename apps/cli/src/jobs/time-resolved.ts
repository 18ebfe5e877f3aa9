import {
  explainTimeResolved,
  planTimeResolved,
  readModelTables,
  type TimeResolvedJob,
  timeResolvedSpectroscopy,
} from "@gammakit/analysis";
import { placesFrom } from "../job/places.ts";
import { tablesHost } from "../job/tables-host.ts";
import { filesOf, fittedOf, type JobKind } from "./job.ts";

const storeKey = "data.store";

/** Time-resolved spectroscopy. */
export const timeResolved: JobKind = {
  async check(job, registry, base) {
    const { settings, model, optimizer } = planTimeResolved(
      await readModelTables(job, tablesHost(registry, base)),
      registry,
    );
    placesFrom(base, storeKey).openFolder(settings.data.store);
    return `${settings.time.length} intervals, model ${model.id}, optimizer ${optimizer.id}`;
  },
  async explain(job, registry, base) {
    const { openFolder } = placesFrom(base, storeKey);
    const content = await explainTimeResolved(job, { ...tablesHost(registry, base), openFolder });
    const { runsWords } = await import("../output/explanation.ts");
    const how = "one for each model and each interval with data";
    return { content, files: filesOf(content.job), words: (width) => runsWords(content, how, width) };
  },
  async run(job, host, base, wishes) {
    const places = placesFrom(base, storeKey);
    const done = await timeResolvedSpectroscopy(
      job as TimeResolvedJob,
      { ...host, ...places },
      { image: wishes.figures },
    );
    return {
      result: done.result,
      files: done.files,
      fitted: fittedOf(done.result.bins.map((bin) => bin.success)),
      tables: async () => (await import("../output/table-files.ts")).tableFiles(done.table, "table"),
      drawings: async () => {
        const drawing = await import("../output/drawing.ts");
        const figures = await drawing.timeResolvedFigures(done);
        return {
          figures: () => drawing.figureFiles(figures, host.registry),
          report: () => drawing.reportFile(drawing.timeResolvedReport(done, figures)),
        };
      },
      summary: async (width) => {
        const { summarizeTimeResolved } = await import("../output/time-resolved-summary.ts");
        return summarizeTimeResolved(done, width);
      },
    };
  },
};

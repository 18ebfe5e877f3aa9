import {
  explainLightCurve,
  type LightCurveJob,
  lightCurveJob,
  planLightCurve,
  readModelTables,
} from "@gammakit/analysis";
import { placesFrom } from "../job/places.ts";
import { tablesHost } from "../job/tables-host.ts";
import { filesOf, fittedOf, type JobKind } from "./job.ts";

const storeKey = "data.store";

/** Light curves. */
export const lightCurve: JobKind = {
  async check(job, registry, base) {
    const plan = planLightCurve(await readModelTables(job, tablesHost(registry, base)), registry);
    const { settings, energyEdges, model } = plan;
    placesFrom(base, storeKey).openFolder(settings.data.store);
    const how = settings.fitModel ? "fitted first" : "as given";
    return `${settings.time.length} intervals, ${energyEdges.length - 1} energy bands, model ${model.id}, ${how}`;
  },
  async explain(job, registry, base) {
    const { openFolder } = placesFrom(base, storeKey);
    const content = await explainLightCurve(job, { ...tablesHost(registry, base), openFolder });
    const { runsWords } = await import("../output/explanation.ts");
    const how =
      "one for each energy band of each interval with data, and before them the model, where fitModel is true";
    return {
      content,
      files: filesOf(content.job, "light-curve.fits"),
      words: (width) => runsWords(content, how, width),
    };
  },
  async run(job, host, base, wishes) {
    const places = placesFrom(base, storeKey);
    const done = await lightCurveJob(job as LightCurveJob, { ...host, ...places }, { image: wishes.figures });
    const { fit, bins } = done.result;
    return {
      result: done.result,
      files: done.files,
      fitted: fittedOf([fit, ...bins.flatMap(({ energies }) => energies)].flatMap((one) => one?.success ?? [])),
      tables: async () => {
        const { lightCurveFiles } = await import("../output/table-files.ts");
        return lightCurveFiles(done.lightCurve);
      },
      drawings: async () => {
        const drawing = await import("../output/drawing.ts");
        const figures = await drawing.lightCurveFigures(done);
        return {
          figures: () => drawing.figureFiles(figures, host.registry),
          report: () => drawing.reportFile(drawing.lightCurveReport(done, figures)),
        };
      },
      summary: async (width) => {
        const { summarizeLightCurve } = await import("../output/light-curve-summary.ts");
        return summarizeLightCurve(done, width);
      },
    };
  },
};

import { dirname } from "node:path";
import { explainToys, planToys, readToyTables, type ToysJob, toysJob } from "@gammakit/analysis";
import { placesFrom } from "../job/places.ts";
import { readJob } from "../job/read-job.ts";
import { tablesHost } from "../job/tables-host.ts";
import { filesOf, fittedOf, type JobKind } from "./job.ts";

/** Toy Monte Carlo of another job. */
export const toys: JobKind = {
  async check(given, registry, base) {
    const { job, from } = withToyedJob(given, base);
    const plan = planToys(await readToyTables(job, tablesHost(registry, from)), registry);
    if (plan.of === "flux-profile") placesFrom(from, "of.dataset").openFile(plan.plan.settings.dataset);
    else placesFrom(from, "of.data.store").openFolder(plan.plan.settings.data.store);
    return `${plan.settings.toys} toys of ${plan.of}, model ${plan.plan.model.id}, seed ${plan.settings.seed}`;
  },
  async explain(given, registry, base) {
    const { job, from } = withToyedJob(given, base);
    const content = await explainToys(job, { ...tablesHost(registry, from), ...toyPlaces(from) });
    const { toysWords } = await import("../output/explanation.ts");
    return {
      content,
      files: filesOf({ outputs: [] }),
      words: (width) => toysWords(content, width),
    };
  },
  async run(given, host, base) {
    const { job, from } = withToyedJob(given, base);
    const done = await toysJob(job as ToysJob, { ...host, ...toyPlaces(from) });
    return {
      result: done.result,
      files: [],
      fitted: fittedOf(done.result.subjects.map(({ toys: all, statuses }) => statuses.converged === all)),
      tables: async () => {
        const { tableFiles } = await import("../output/table-files.ts");
        const { toysTable } = await import("@gammakit/analysis");
        return done.result.subjects.length === 0 ? [] : tableFiles(toysTable(done.result), "table");
      },
      drawings: async () => {
        const drawing = await import("../output/drawing.ts");
        const figures = await drawing.toysFigures(done);
        return {
          figures: () => drawing.figureFiles(figures, host.registry),
          report: () => drawing.reportFile(drawing.toysReport(done, figures)),
        };
      },
      summary: async (width) => {
        const { summarizeToyRun } = await import("../output/toys-summary.ts");
        return summarizeToyRun(done, width);
      },
    };
  },
};

/** The job with the one that it is about, read from its file where it names one; relative paths in that begin where the file is. */
export function withToyedJob(job: object, base: string): { readonly job: object; readonly from: string } {
  const { of } = job as { readonly of?: unknown };
  if (typeof of !== "string") return { job, from: base };
  const path = placesFrom(base, "of").pathOf(of);
  return { job: { ...job, of: readJob(path) }, from: dirname(path) };
}

function toyPlaces(from: string) {
  const { openFolder } = placesFrom(from, "of.data.store");
  const { openFile } = placesFrom(from, "of");
  return { openFolder, openFile };
}

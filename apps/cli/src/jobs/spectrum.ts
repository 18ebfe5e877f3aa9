import { explainSpectrum, planSpectrum, readModelTables, type SpectrumJob, spectrumJob } from "@gammakit/analysis";
import { placesFrom } from "../job/places.ts";
import { tablesHost } from "../job/tables-host.ts";
import { comparedText, filesOf, type JobKind } from "./job.ts";
import { spectrumOutcome } from "./spectrum-outcome.ts";

const storeKey = "data.store";

/** Spectra. */
export const spectrum: JobKind = {
  async check(job, registry, base) {
    const plan = planSpectrum(await readModelTables(job, tablesHost(registry, base)), registry);
    const { settings, energyEdges, model, compareWith, optimizer, sampler } = plan;
    placesFrom(base, storeKey).openFolder(settings.data.store);
    const how = settings.stack ? "stacked" : "joint";
    return `${how} fit, ${energyEdges.length - 1} flux points, model ${model.id}, optimizer ${optimizer.id}${comparedText(compareWith)}${sampler ? `, posterior by ${sampler.id}` : ""}`;
  },
  async explain(job, registry, base) {
    const { openFolder } = placesFrom(base, storeKey);
    const content = await explainSpectrum(job, { ...tablesHost(registry, base), openFolder });
    const { runsWords } = await import("../output/explanation.ts");
    const how = "the model and those compared with it, and one for each flux point";
    return {
      content,
      files: filesOf(content.job, "flux-points.fits"),
      words: (width) => runsWords(content, how, width),
    };
  },
  async run(job, host, base, wishes) {
    const places = placesFrom(base, storeKey);
    const done = await spectrumJob(job as SpectrumJob, { ...host, ...places }, { image: wishes.figures });
    return spectrumOutcome(done, host.registry);
  },
};

import {
  explainSpectrumFiles,
  planSpectrumFiles,
  readModelTables,
  type SpectrumFilesJob,
  spectrumFilesJob,
} from "@gammakit/analysis";
import { placesFrom } from "../job/places.ts";
import { tablesHost } from "../job/tables-host.ts";
import { comparedText, filesOf, type JobKind } from "./job.ts";
import { sizesOf } from "./sizes-of.ts";
import { spectrumOutcome } from "./spectrum-outcome.ts";

const spectraKey = "spectra";

/** Spectra from files of spectra that were reduced before. */
export const spectrumFiles: JobKind = {
  async check(job, registry, base) {
    const plan = planSpectrumFiles(await readModelTables(job, tablesHost(registry, base)), registry);
    const { settings, model, compareWith, optimizer, sampler } = plan;
    const { openFile } = placesFrom(base, spectraKey);
    for (const { file } of settings.spectra) openFile(file);
    const how = settings.stack ? "stacked" : "joint";
    return `${settings.spectra.length} spectra, ${how} fit, model ${model.id}, optimizer ${optimizer.id}${comparedText(compareWith)}${sampler ? `, posterior by ${sampler.id}` : ""}`;
  },
  async explain(job, registry, base) {
    const content = await explainSpectrumFiles(job, tablesHost(registry, base));
    const spectra = await sizesOf(content.files, placesFrom(base, spectraKey));
    const { spectrumFilesWords } = await import("../output/explanation.ts");
    return {
      content: { ...content, files: spectra },
      files: filesOf(content.job, "flux-points.fits"),
      words: () => spectrumFilesWords(content, spectra),
    };
  },
  async run(job, host, base) {
    const done = await spectrumFilesJob(job as SpectrumFilesJob, { ...host, ...placesFrom(base, spectraKey) });
    return spectrumOutcome(done, host.registry);
  },
};

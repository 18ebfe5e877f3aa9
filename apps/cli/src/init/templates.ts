import type { Template } from "./answers.ts";
import { fluxPointsFitTemplate } from "./flux-points-fit.ts";
import { fluxProfileTemplate } from "./flux-profile.ts";
import type { JobName } from "./job-names.ts";
import { lightCurveTemplate } from "./light-curve.ts";
import { spectrumTemplate } from "./spectrum.ts";
import { spectrumFilesTemplate } from "./spectrum-files.ts";
import { timeResolvedTemplate } from "./time-resolved.ts";
import { toysTemplate } from "./toys.ts";

/** The kinds of jobs for which a file can be written, by the name of the job. */
export const templates: Readonly<Record<JobName, Template>> = {
  "time-resolved-spectroscopy": timeResolvedTemplate,
  "light-curve": lightCurveTemplate,
  spectrum: spectrumTemplate,
  "spectrum-files": spectrumFilesTemplate,
  "flux-points-fit": fluxPointsFitTemplate,
  "flux-profile": fluxProfileTemplate,
  toys: toysTemplate,
};

import type { Template } from "./answers.ts";
import { fluxProfileTemplate } from "./flux-profile.ts";
import { timeResolvedTemplate } from "./time-resolved.ts";

/** The kinds of jobs for which a file can be written, by the name of the job. */
export const templates: Readonly<Record<string, Template>> = {
  "time-resolved-spectroscopy": timeResolvedTemplate,
  "flux-profile": fluxProfileTemplate,
};

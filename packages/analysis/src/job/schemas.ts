import type * as z from "zod/mini";
import { fluxPointsFitSchema } from "../flux-points-fit/schema.ts";
import { fluxProfileSchema } from "../flux-profile/schema.ts";
import { lightCurveSchema } from "../light-curve/schema.ts";
import { spectrumSchema } from "../spectrum/schema.ts";
import { spectrumFilesSchema } from "../spectrum-files/schema.ts";
import { timeResolvedSchema } from "../time-resolved/schema.ts";
import { toysSchema } from "../toys/schema.ts";

/** The forms of all jobs. */
export const jobSchemas = {
  "time-resolved-spectroscopy": timeResolvedSchema,
  "flux-profile": fluxProfileSchema,
  "light-curve": lightCurveSchema,
  spectrum: spectrumSchema,
  "spectrum-files": spectrumFilesSchema,
  "flux-points-fit": fluxPointsFitSchema,
  toys: toysSchema,
} as const;

/** A job of gammakit. */
export type JobName = keyof typeof jobSchemas;

/** A job as it is written, in a file or as a plain object, told apart by its key `job`. */
export type Job = { [K in JobName]: z.input<ReturnType<(typeof jobSchemas)[K]>> }[JobName];

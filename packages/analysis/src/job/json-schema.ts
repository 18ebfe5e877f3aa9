import * as z from "zod/mini";
import { fluxProfileSchema } from "../flux-profile/schema.ts";
import { lightCurveSchema } from "../light-curve/schema.ts";
import { spectrumSchema } from "../spectrum/schema.ts";
import { timeResolvedSchema } from "../time-resolved/schema.ts";
import { toysSchema } from "../toys/schema.ts";
import { descriptionOf } from "./fields.ts";

const schemas = {
  "time-resolved-spectroscopy": timeResolvedSchema,
  "flux-profile": fluxProfileSchema,
  "light-curve": lightCurveSchema,
  spectrum: spectrumSchema,
  toys: toysSchema,
} as const;

/** The descriptions of schemas in the form in which they are asked for. */
const descriptions: Pick<z.core.$ZodRegistry<Record<string, unknown>>, "get"> = {
  get(schema) {
    const description = descriptionOf(schema);
    return description === undefined ? undefined : { description };
  },
};

/** A job of gammakit. */
export type JobName = keyof typeof schemas;

/** The form of a job's files as JSON Schema (draft 2020-12), for editors that complete and check them. */
export function jobJsonSchema(job: JobName): Record<string, unknown> {
  return z.toJSONSchema(schemas[job](), {
    io: "input",
    unrepresentable: "any",
    metadata: descriptions as z.core.$ZodRegistry<Record<string, unknown>>,
  }) as Record<string, unknown>;
}

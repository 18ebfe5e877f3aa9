import * as z from "zod";
import { fluxProfileSchema } from "../flux-profile/schema.ts";
import { timeResolvedSchema } from "../time-resolved/schema.ts";

/** A job of gammakit. */
export type JobName = "time-resolved-spectroscopy" | "flux-profile";

/** The form of a job's files as JSON Schema (draft 2020-12), for editors that complete and check them. */
export function jobJsonSchema(job: JobName): Record<string, unknown> {
  const schema = job === "flux-profile" ? fluxProfileSchema() : timeResolvedSchema();
  return z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }) as Record<string, unknown>;
}

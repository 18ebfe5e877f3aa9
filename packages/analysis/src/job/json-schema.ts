import * as z from "zod/mini";
import { descriptionOf } from "./fields.ts";
import { type JobName, jobSchemas } from "./schemas.ts";

/** The descriptions of schemas in the form in which they are asked for. */
const descriptions: Pick<z.core.$ZodRegistry<Record<string, unknown>>, "get"> = {
  get(schema) {
    const description = descriptionOf(schema);
    return description === undefined ? undefined : { description };
  },
};

/** The form of a job's files as JSON Schema (draft 2020-12), for editors that complete and check them. */
export function jobJsonSchema(job: JobName): Record<string, unknown> {
  return z.toJSONSchema(jobSchemas[job](), {
    io: "input",
    unrepresentable: "any",
    metadata: descriptions as z.core.$ZodRegistry<Record<string, unknown>>,
  }) as Record<string, unknown>;
}

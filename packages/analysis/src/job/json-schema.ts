import * as z from "zod";
import { timeResolvedSchema } from "../time-resolved/schema.ts";

/** The form of job files as JSON Schema (draft 2020-12), for editors that complete and check them. */
export function jobJsonSchema(): Record<string, unknown> {
  return z.toJSONSchema(timeResolvedSchema, { io: "input", unrepresentable: "any" }) as Record<string, unknown>;
}

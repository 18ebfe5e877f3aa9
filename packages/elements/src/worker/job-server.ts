import { GammakitError } from "@gammakit/core";
import { parseYaml } from "@gammakit/io";
import type { JobObject } from "../protocol.ts";
import type { Handlers } from "./create-server.ts";

/** Reads job files. */
export function jobServer(): Handlers<"job/parse"> {
  return { "job/parse": async ({ text, name }) => parseJob(text, name) };
}

/** The job in the text of a file. Throws "invalid-file" where it is no mapping. */
export function parseJob(text: string, name: string): JobObject {
  const job = parseYaml(text, name);
  if (typeof job === "object" && job !== null && !Array.isArray(job)) return job as JobObject;
  throw new GammakitError("invalid-file", `${name} holds no job: it must be a mapping that begins with "job: …".`);
}

import type { Registry } from "@gammakit/core";
import type { JobHost } from "../host.ts";
import { createSession, type JobSession } from "../provenance/session.ts";
import { readModelTables } from "./model-tables.ts";
import { registryFor } from "./registry-for.ts";

/** Begins the account of a job, reads the tables that its models name, and plans it; both throw what is wrong with it. */
export async function startJob<Job, Plan>(
  job: Job,
  host: JobHost,
  planOf: (job: Job, registry: Registry) => Plan,
): Promise<{ readonly session: JobSession; readonly plan: Plan }> {
  const session = createSession(await registryFor(job, host), host);
  return { session, plan: planOf(await readModelTables(job, session.recorder.host(host)), session.registry) };
}

import type { JobHost } from "../host.ts";
import { refuseDeep } from "./depth.ts";
import { registryFor } from "./registry-for.ts";

/** What reading the tables of a job needs. */
export type TablesHost = Pick<JobHost, "openFile" | "inflate" | "registry">;

/** Keys of a job that hold models, or lists of them. */
const modelKeys = ["model", "compareWith"];

/**
 * The job with the tables that its models of absorption and its tables of spectra name read into their options. A job without such models is returned as it
 * is, whatever else may be wrong with it. Throws "invalid-input" with the key path of each table that is unknown or can't be read.
 */
export async function readModelTables<J>(job: J, host: TablesHost): Promise<J> {
  refuseDeep(job);
  const given = job as Readonly<Record<string, unknown>> | null;
  const blocks = modelKeys.map((key) => [key, given?.[key]] as const).filter(([, block]) => hasOptions(block));
  if (blocks.length === 0) return job;
  const { readTables } = await import("./read-tables.ts");
  return readTables(job, blocks, await registryFor(job, host), host);
}

/** Whether a model, or one of a list, has options: only those can name a table. */
function hasOptions(block: unknown): boolean {
  if (Array.isArray(block)) return block.some(hasOptions);
  return typeof block === "object" && block !== null && "options" in block;
}

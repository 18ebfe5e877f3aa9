import { GammakitError } from "@gammakit/core";

const deepest = 100;

/** Throws "limit-exceeded" for data that nest more deeply than any job does: what checks them calls itself for each level. */
export function refuseDeep(job: unknown): void {
  let level: readonly unknown[] = [job];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > deepest) throw new GammakitError("limit-exceeded", `The job nests more than ${deepest} deep.`, {});
    level = level.flatMap((value) => (typeof value === "object" && value !== null ? Object.values(value) : []));
  }
}

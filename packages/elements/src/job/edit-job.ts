import type { JobObject } from "../protocol.ts";

/** What stands at a path of a job; undefined where nothing does. */
export function valueAt(job: JobObject | undefined, ...path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (at, key) => (typeof at === "object" && at !== null ? (at as JobObject)[key] : undefined),
    job,
  );
}

/** The job with another value at a path. */
export function withValue(job: JobObject, path: readonly string[], value: unknown): JobObject {
  const [key, ...rest] = path;
  if (rest.length === 0) return { ...job, [key]: value };
  const inner = job[key];
  const object = typeof inner === "object" && inner !== null && !Array.isArray(inner) ? (inner as JobObject) : {};
  return { ...job, [key]: withValue(object, rest, value) };
}

import { GammakitError } from "@gammakit/core";

/** One thing that is wrong with a job, and where. */
export interface JobIssue {
  /** Key path: "energy.min", "time.edges[3]"; empty for the job as a whole. */
  readonly path: string;
  readonly message: string;
}

/** The error that refuses a job: all its issues at once, a line each. `details.issues` has them as data. */
export function refuseJob(issues: readonly JobIssue[]): GammakitError {
  const lines = issues.map(({ path, message }) => (path === "" ? message : `${path}: ${message}`));
  const head = lines.length === 1 ? "The job can't be run:" : `The job can't be run, for ${lines.length} reasons:`;
  return new GammakitError("invalid-input", [head, ...lines.map((line) => `  ${line}`)].join("\n"), { issues });
}

/** A key path in the form of messages. */
export function formatPath(path: readonly PropertyKey[]): string {
  return path.reduce<string>(
    (text, key) => (typeof key === "number" ? `${text}[${key}]` : text === "" ? String(key) : `${text}.${String(key)}`),
    "",
  );
}

/** The message of an error for use behind a key path. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

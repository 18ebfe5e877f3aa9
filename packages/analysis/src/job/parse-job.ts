import { GammakitError, nearest } from "@gammakit/core";
import { parseYaml } from "@gammakit/io";
import { refuseJob } from "./issue.ts";
import { type Job, type JobName, jobSchemas } from "./schemas.ts";
import { validate } from "./validate.ts";

/**
 * The job in the text of a job file, YAML or JSON, its form checked: keys, types and quantities. Names of models and other parts
 * are looked up when it is planned or run. `name` is that of the file, for messages.
 *
 * Throws "invalid-file" where the text is not YAML, and "invalid-input" where it is no job, or with all that is wrong with its form.
 */
export function parseJob(text: string, name = "the job"): Job {
  const content = parseYaml(text, name);
  const { issues } = validate(jobSchemas[jobNameOf(content, name)](), content);
  if (issues.length > 0) throw refuseJob(issues);
  return content as unknown as Job;
}

function jobNameOf(content: unknown, file: string): JobName {
  const job = typeof content === "object" && content !== null && "job" in content ? content.job : undefined;
  if (typeof job === "string" && Object.hasOwn(jobSchemas, job)) return job as JobName;
  const known = Object.keys(jobSchemas);
  const guess = typeof job === "string" ? nearest(job, known) : undefined;
  const what = job === undefined ? 'has no key "job", which says what to do' : `asks for a job ${JSON.stringify(job)}`;
  const hint = guess === undefined ? `Known: ${known.join(", ")}.` : `Did you mean "${guess}"?`;
  throw new GammakitError("invalid-input", `${file} ${what}. ${hint}`, { file, job });
}

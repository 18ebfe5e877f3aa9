import { summarizeToys } from "@gammakit/estimators";
import type { FileHost, FolderHost } from "../host.ts";
import { registryFor } from "../job/registry-for.ts";
import { createSession } from "../provenance/session.ts";
import { describeToys } from "./describe.ts";
import { planToys, readToyTables } from "./plan.ts";
import { claimsOf, subjectResult, type ToySubjectResult, type ToysResult } from "./result.ts";
import type { ToysJob } from "./schema.ts";
import { intervalSubjects, regionSubjects } from "./subjects.ts";
import { toyWarnings } from "./warnings.ts";

/** What the job gives. */
export interface ToysRun {
  readonly result: ToysResult;
}

/** What the job needs: a folder for time-resolved spectroscopy, a file for a flux profile. */
export type ToysHost = FolderHost & FileHost;

/**
 * Toy Monte Carlo of a job: what it fits is fitted to the data, and taken for true; counts are drawn from it again and again, and the
 * same is fitted to each. Tells bias, pulls, how often errors and limits hold the truth, and how the statistics are distributed. Throws
 * "invalid-input" where the job is refused, "invalid-file" or "io" where the data are, "aborted" on a signal.
 */
export async function toysJob(job: ToysJob, host: ToysHost): Promise<ToysRun> {
  const registry = await registryFor((job as Partial<ToysJob> | null)?.of, host);
  const session = createSession(registry, host);
  const plan = planToys(await readToyTables(job, session.recorder.host(host)), registry);
  const { settings } = plan;
  const { places, origins, warnings, samples } =
    plan.of === "flux-profile"
      ? await regionSubjects(plan.plan, settings, host, session)
      : await intervalSubjects(plan.plan, settings, host, session);
  const subjects: ToySubjectResult[] = [];
  await session.watch.time("toys", async () => {
    for await (const sample of samples()) {
      const { place, observed } = places[subjects.length];
      subjects.push(subjectResult(place, summarizeToys(sample, observed)));
    }
  });
  const claims = claimsOf(plan);
  return {
    result: {
      schema: "gammakit/toys/1",
      job: describeToys(plan),
      provenance: await session.provenance(origins),
      claims,
      subjects,
      warnings: [...warnings, ...toyWarnings(subjects, claims)],
    },
  };
}

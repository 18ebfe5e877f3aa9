import { isGammakitError, nearest, type Registry } from "@gammakit/core";
import { type FluxProfilePlan, planFluxProfile } from "../flux-profile/plan.ts";
import { type JobIssue, refuseJob } from "../job/issue.ts";
import { readModelTables, type TablesHost } from "../job/model-tables.ts";
import { validate } from "../job/validate.ts";
import { planTimeResolved, type TimeResolvedPlan } from "../time-resolved/plan.ts";
import { type ToysSettings, toysFrameSchema } from "./schema.ts";

/** A job with all its names resolved: nothing is left that could be refused before data are read. */
export type ToysPlan = { readonly settings: ToysSettings } & ToyedJob;

/** The job whose errors and limits are tried. */
export type ToyedJob =
  | { readonly of: "time-resolved-spectroscopy"; readonly plan: TimeResolvedPlan }
  | { readonly of: "flux-profile"; readonly plan: FluxProfilePlan };

const planners = {
  "time-resolved-spectroscopy": (job: unknown, registry: Registry): ToyedJob => ({
    of: "time-resolved-spectroscopy",
    plan: planTimeResolved(job, registry),
  }),
  "flux-profile": (job: unknown, registry: Registry): ToyedJob => ({
    of: "flux-profile",
    plan: planFluxProfile(job, registry),
  }),
} as const;

/** Checks a job of toys, and the job in it. Throws "invalid-input" with everything that is wrong, each with its key path. */
export function planToys(job: unknown, registry: Registry): ToysPlan {
  const { settings, issues } = validate(toysFrameSchema(), job);
  const { of } = fields(job);
  const toyed = attempt(() => planInner(of, registry));
  const own = settings && toyed.value ? misplaced(settings, toyed.value) : [];
  const all = [...issues, ...toyed.issues, ...own];
  if (settings === undefined || toyed.value === undefined || all.length > 0) throw refuseJob(all);
  const { of: _, ...rest } = settings;
  return { settings: rest, ...toyed.value };
}

/** The job with the tables that the models of the job in it name read into their options. */
export async function readToyTables<J>(job: J, host: TablesHost): Promise<J> {
  const { of } = fields(job);
  if (typeof of !== "object" || of === null) return job;
  try {
    return { ...job, of: await readModelTables(of, host) };
  } catch (error) {
    throw refuseJob(issuesOf(error));
  }
}

function planInner(of: unknown, registry: Registry): ToyedJob {
  if (typeof of === "string") {
    throw refuseJob([
      { path: "", message: `${JSON.stringify(of)} is a path, which only the program reads; put the job itself here` },
    ]);
  }
  const { job } = fields(of);
  if (typeof job === "string" && Object.hasOwn(planners, job))
    return planners[job as keyof typeof planners](of, registry);
  const known = Object.keys(planners);
  const guess = typeof job === "string" ? nearest(job, known) : undefined;
  const what = job === undefined ? "is missing" : `${JSON.stringify(job)} is no job of which toys can be made`;
  const hint = guess === undefined ? `it must be one of ${known.join(", ")}` : `did you mean "${guess}"?`;
  throw refuseJob([{ path: "job", message: `${what}; ${hint}` }]);
}

function attempt(make: () => ToyedJob): { readonly value?: ToyedJob; readonly issues: readonly JobIssue[] } {
  try {
    return { value: make(), issues: [] };
  } catch (error) {
    return { issues: issuesOf(error) };
  }
}

/** The issues of the job in `of`, with their paths in the whole. Throws what are none. */
function issuesOf(error: unknown): readonly JobIssue[] {
  const issues = isGammakitError(error, "invalid-input") && (error.details as { issues?: readonly JobIssue[] })?.issues;
  if (!issues) throw error;
  return issues.map(({ path, message }) => ({ path: path === "" ? "of" : `of.${path}`, message }));
}

function misplaced(settings: ToysSettings, toyed: ToyedJob): readonly JobIssue[] {
  const { intervals, regions, energies, truth = {} } = settings;
  if (toyed.of === "time-resolved-spectroscopy") {
    const names = toyed.plan.model.parameters.map(({ name }) => name);
    return [
      ...foreign("regions", regions, toyed.of),
      ...foreign("energies", energies, toyed.of),
      ...beyond("intervals", intervals, toyed.plan.settings.time.length),
      ...unknown(truth, names),
    ];
  }
  return [
    ...foreign("intervals", intervals, toyed.of),
    ...beyond("regions", regions, toyed.plan.settings.regions.count),
    ...beyond("energies", energies, toyed.plan.settings.energyEdges.length - 1),
    ...unknown(truth, ["norm"]),
  ];
}

function foreign(path: string, given: readonly number[] | undefined, job: string): readonly JobIssue[] {
  return given === undefined ? [] : [{ path, message: `a job of ${job} has none` }];
}

function beyond(path: string, given: readonly number[] = [], count: number): readonly JobIssue[] {
  return given.flatMap((place, i) =>
    place < count
      ? []
      : [{ path: `${path}[${i}]`, message: `${place} is too large: there are ${count}, counted from 0` }],
  );
}

function unknown(truth: Readonly<Record<string, number>>, names: readonly string[]): readonly JobIssue[] {
  return Object.keys(truth).flatMap((name) => {
    if (names.includes(name)) return [];
    const guess = nearest(name, names);
    const hint = guess === undefined ? `known here: ${names.join(", ")}` : `did you mean "${guess}"?`;
    return [{ path: `truth.${name}`, message: `no such parameter; ${hint}` }];
  });
}

function fields(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}

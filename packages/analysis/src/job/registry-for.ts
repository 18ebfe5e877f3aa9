import { createSoundRegistry, type Plugin, type Registry } from "@gammakit/core";
import { fitPlugin } from "@gammakit/fit";
import { circleSpectrumMaker, reflectedCircles, safeMask } from "@gammakit/makers";
import { minuitPlugin } from "@gammakit/minuit";
import { powerLaw } from "@gammakit/models";
import type { JobHost } from "../host.ts";
import { once } from "./once.ts";

type Block = Readonly<Record<string, unknown>>;

/** What every job needs to fit. */
const fitting: readonly Plugin[] = [fitPlugin, minuitPlugin];

/** What most jobs name, by the names of the plugins that the whole has. */
const commonRegistry = once(() =>
  createSoundRegistry([
    part("@gammakit/models", [powerLaw]),
    part("@gammakit/makers", [circleSpectrumMaker, reflectedCircles, safeMask]),
    ...fitting,
    part("@gammakit/optimizers", []),
    part("@gammakit/estimators", []),
  ]),
);

/** The registry of the host. Where it has none, what jobs can name: most of it is loaded only for a job that names more than most do. */
export async function registryFor(job: unknown, { registry }: Pick<JobHost, "registry">): Promise<Registry> {
  if (registry !== undefined) return registry;
  if (isCommon(job)) return commonRegistry();
  const { jobRegistry } = await import("./job-registry.ts");
  return jobRegistry(fitting);
}

function part(name: string, extensions: Plugin["extensions"]): Plugin {
  return { name, contract: 1, extensions };
}

/** Whether all that a job names is common. What has no form is not: messages tell of all that there is. */
function isCommon(job: unknown): boolean {
  if (!isBlock(job)) return false;
  const {
    on,
    model,
    compareWith = [],
    background,
    makers = [],
    fit,
    estimators = [],
    outputs = [],
    reader,
    posterior,
  } = job;
  const models = [model ?? { type: "power-law" }, ...listOf(compareWith)];
  const first = background ?? { maker: "reflected-regions" };
  // Makers besides may meet regions that are no circles.
  const others = [...listOf(makers), ...listOf(estimators), ...listOf(outputs)];
  return (
    models.every(isCommonModel) &&
    (on as Block | null | undefined)?.type !== "point" &&
    isBlock(first) &&
    has("maker", first.maker) &&
    (fit === undefined || isCommonFit(fit)) &&
    others.length === 0 &&
    reader === undefined &&
    posterior === undefined
  );
}

/** A list; what is none is not common, nor is null. */
function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [null];
}

function isCommonModel(model: unknown): boolean {
  if (!isBlock(model) || model.options !== undefined || !has("spectralModel", model.type)) return false;
  const { parameters = {} } = model;
  return (
    isBlock(parameters) && Object.values(parameters).every((entry) => !isBlock(entry) || entry.prior === undefined)
  );
}

function isCommonFit(fit: unknown): boolean {
  return isBlock(fit) && has("optimizer", fit.optimizer ?? "minuit") && has("statistic", fit.statistic ?? "wstat");
}

function has(kind: "spectralModel" | "maker" | "optimizer" | "statistic", id: unknown): boolean {
  return typeof id === "string" && commonRegistry().has(kind, id);
}

function isBlock(value: unknown): value is Block {
  return typeof value === "object" && value !== null;
}

import type { ExtensionPoints, Registry } from "@gammakit/core";
import type { IssueList } from "./issue-list.ts";

/** Kinds that a job names with options. */
export type NamedKind = "optimizer" | "sampler" | "statistic" | "maker" | "estimator" | "reader" | "writer";

/** An extension as a job names it: its kind, its name, its options, and the key path of its block. */
export type Named<K extends NamedKind> = readonly [kind: K, name: string, options: object | undefined, path: string];

/**
 * Makes what a job names; undefined where that can't be made, which is an issue. Keys that its label does not list as options are
 * issues too: a factory that looks at no options would take them in silence. `more` are options that come from `exclude` of the job.
 */
export function createNamed<K extends NamedKind>(
  registry: Registry,
  { add, attempt }: IssueList,
  [kind, name, options, path]: Named<K>,
  more: object = {},
): ExtensionPoints[K] | undefined {
  return attempt(path, () => {
    const given: Record<string, unknown> = { ...options, ...more };
    for (const { key, message } of registry.unknownOptions(kind, name, Object.keys(given))) {
      add({ path: key in more ? "exclude" : `${path}.${key}`, message });
      delete given[key];
    }
    return registry.create(kind, name, options && given);
  });
}

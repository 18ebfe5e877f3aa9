import type { ExtensionPoints, Registry } from "@gammakit/core";
import type { IssueList } from "./issue-list.ts";

/** Kinds that a job names with options. */
export type NamedKind = "optimizer" | "sampler" | "statistic" | "maker" | "estimator" | "reader" | "writer";

/** An extension as a job names it, and where. */
export interface Named<K extends NamedKind> {
  readonly kind: K;
  readonly name: string;
  readonly options?: object | undefined;
  /** Key path of the block. */
  readonly path: string;
  /** Keys of the block that are no options. */
  readonly others: readonly string[];
  /** Options that come from elsewhere in the job. */
  readonly more?: object;
}

/**
 * Makes what a job names; undefined where that can't be made, which is an issue. Keys that its label does not list as options are
 * issues too: a factory that looks at no options would take them in silence.
 */
export function createNamed<K extends NamedKind>(
  { kind, name, options, path, others, more = {} }: Named<K>,
  registry: Registry,
  { add, attempt }: IssueList,
): ExtensionPoints[K] | undefined {
  return attempt(path, () => {
    if (options === undefined) return registry.create(kind, name);
    const given: Record<string, unknown> = { ...options, ...more };
    for (const { key, message } of registry.unknownOptions(kind, name, Object.keys(options), others)) {
      add({ path: `${path}.${key}`, message });
      delete given[key];
    }
    return registry.create(kind, name, given);
  });
}

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
  /** Keys of the block that are no options, besides its kind. */
  readonly others?: readonly string[];
  /** Options that come from `exclude` of the job. */
  readonly more?: object;
}

/**
 * Makes what a job names; undefined where that can't be made, which is an issue. Keys that its label does not list as options are
 * issues too: a factory that looks at no options would take them in silence.
 */
export function createNamed<K extends NamedKind>(
  { kind, name, options, path, others, more }: Named<K>,
  registry: Registry,
  { add, attempt }: IssueList,
): ExtensionPoints[K] | undefined {
  return attempt(path, () => {
    const given = options && { ...options, ...more };
    const unknown = registry.unknownOptions(kind, name, Object.keys(given ?? {}), others);
    add(...unknown.map(({ key, message }) => ({ path: key in (more ?? {}) ? "exclude" : `${path}.${key}`, message })));
    const known = Object.entries(given ?? {}).filter(([key]) => !unknown.some((option) => option.key === key));
    return registry.create(kind, name, given && Object.fromEntries(known));
  });
}

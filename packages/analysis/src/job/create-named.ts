import { type Extension, type ExtensionPoints, nearest, type Registry } from "@gammakit/core";
import type { JobIssue } from "./issue.ts";
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
  list: IssueList,
): ExtensionPoints[K] | undefined {
  return list.attempt(path, () => {
    if (options === undefined) return registry.create(kind, name);
    const unknown = unknownOptions(registry, { kind, name, options, path, others });
    list.add(...unknown.map(({ issue }) => issue));
    const keys = new Set(unknown.map(({ key }) => key));
    const known = Object.entries({ ...options, ...more }).filter(([key]) => !keys.has(key));
    return registry.create(kind, name, Object.fromEntries(known));
  });
}

/** Whether the label of an extension lists an option; true of one that does not exist, which is said elsewhere. */
export function takesOption(registry: Registry, kind: NamedKind, name: string, option: string): boolean {
  return !registry.has(kind, name) || Object.hasOwn(labelOf(registry, kind, name).optionHelp ?? {}, option);
}

function unknownOptions<K extends NamedKind>(
  registry: Registry,
  { kind, name, options = {}, path, others }: Named<K>,
): readonly { readonly key: string; readonly issue: JobIssue }[] {
  const { id, optionHelp = {} } = labelOf(registry, kind, name);
  const known = Object.keys(optionHelp);
  return Object.keys(options)
    .filter((key) => !known.includes(key))
    .map((key) => {
      const guess = nearest(key, [...known, ...others]);
      const list =
        known.length > 0
          ? `the ${kind} "${id}" takes ${known.join(", ")}`
          : `the ${kind} "${id}" takes no options: its plugin lists none in optionHelp`;
      const hint = guess === undefined ? list : `did you mean "${guess}"?`;
      return { key, issue: { path: `${path}.${key}`, message: `unknown key; ${hint}` } };
    });
}

/** Throws "unknown-extension" for a name that nobody has. */
function labelOf<K extends NamedKind>(
  registry: Registry,
  kind: K,
  name: string,
): Pick<Extension<K>, "id" | "optionHelp"> {
  const id = registry.idOf(kind, name);
  return registry.list(kind).find((extension) => extension.id === id) ?? { id };
}

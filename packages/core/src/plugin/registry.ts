import type { Estimator, Maker, Renderer, Statistic } from "../contracts/analysis.ts";
import type { Executor } from "../contracts/executor.ts";
import type { Reader, Writer } from "../contracts/io.ts";
import type { Optimizer, Sampler } from "../contracts/optimizer.ts";
import { GammakitError } from "../errors/gammakit-error.ts";
import { nearest } from "../errors/suggest.ts";
import type { Prior, SpatialModel, SpectralModel, TemporalModel } from "../model/model.ts";
import { noteOrigin } from "./extension-record.ts";

/** Every kind of thing a plugin can add, and the contract it must meet. Open to declaration merging. */
export interface ExtensionPoints {
  spectralModel: SpectralModel;
  spatialModel: SpatialModel;
  temporalModel: TemporalModel;
  prior: Prior;
  statistic: Statistic;
  optimizer: Optimizer;
  sampler: Sampler;
  maker: Maker;
  estimator: Estimator;
  reader: Reader;
  writer: Writer;
  executor: Executor;
  renderer: Renderer;
}

/** Name of an extension point. */
export type Kind = keyof ExtensionPoints;

/** How an extension is named and described. */
export interface Label {
  /** kebab-case; third parties prefix theirs: "acme/broken-power-law". */
  readonly id: string;
  /** Other names accepted in files: Gammapy's class name and tag. */
  readonly aliases?: readonly string[];
  /** One line for menus and the generated documentation. */
  readonly summary: string;
}

/** A factory with a label. In code you call it; in a file you name it. */
export interface Extension<K extends Kind = Kind, Args extends readonly unknown[] = never, Made = ExtensionPoints[K]>
  extends Label {
  readonly kind: K;
  (...args: Args): Made;
}

/** An extension of any kind. */
export type AnyExtension = { [K in Kind]: Extension<K> }[Kind];

/** The version of the plugin contract that this release of core understands. */
export const contractVersion = 1;

/** What a plugin package exports: a value. It does nothing until a registry is made with it. */
export interface Plugin {
  readonly name: string;
  /** The contract version this plugin was written for. */
  readonly contract: typeof contractVersion;
  readonly extensions: readonly AnyExtension[];
}

/** Names to factories. Used only where a name comes from outside: a file, a command line, a menu. */
export interface Registry {
  readonly plugins: readonly Plugin[];
  /** A new registry with more plugins; this one does not change. A duplicate id or alias is an error. */
  with(...plugins: readonly Plugin[]): Registry;
  /** All extensions of a kind, in the order of registration. */
  list<K extends Kind>(kind: K): readonly Extension<K>[];
  has(kind: Kind, id: string): boolean;
  /** The id that `name`, an id or an alias, stands for. */
  idOf(kind: Kind, name: string): string;
  /** Makes an extension by id or alias. Options come from a file, so they are unchecked here: the factory checks them. */
  create<K extends Kind>(kind: K, id: string, options?: unknown): ExtensionPoints[K];
}

/** Labels a factory, and stamps the label's id on what it makes. */
export function defineExtension<
  K extends Kind,
  Args extends readonly unknown[],
  Body extends Omit<ExtensionPoints[K], "id">,
>(kind: K, label: Label, create: (...args: Args) => Body): Extension<K, Args, Body & { readonly id: string }> {
  const factory = (...args: Args): Body & { readonly id: string } =>
    noteOrigin({ ...create(...args), id: label.id }, label.id, args);
  Object.defineProperty(factory, "name", { value: label.id });
  return Object.freeze(Object.assign(factory, { kind, ...label }));
}

const words: Readonly<Record<Kind, string>> = {
  spectralModel: "spectral model",
  spatialModel: "spatial model",
  temporalModel: "temporal model",
  prior: "prior",
  statistic: "statistic",
  optimizer: "optimizer",
  sampler: "sampler",
  maker: "maker",
  estimator: "estimator",
  reader: "reader",
  writer: "writer",
  executor: "executor",
  renderer: "renderer",
};

/**
 * A frozen registry of the extensions of `plugins`.
 * Throws "duplicate-extension" where two claim one name, "incompatible-plugin" where a plugin was written for another contract.
 */
export function createRegistry(plugins: readonly Plugin[]): Registry {
  const byName = new Map<string, AnyExtension>();
  const owner = new Map<AnyExtension, string>();
  for (const plugin of plugins) {
    checkPlugin(plugin);
    for (const extension of plugin.extensions) {
      for (const name of [extension.id, ...(extension.aliases ?? [])]) {
        const key = `${extension.kind} ${name}`;
        const other = byName.get(key);
        if (other !== undefined) {
          const kind = words[extension.kind] ?? extension.kind;
          throw new GammakitError(
            "duplicate-extension",
            `Two plugins name a ${kind} "${name}": ${owner.get(other)} and ${plugin.name}. Leave one of them out, or rename it.`,
            { kind: extension.kind, name, plugins: [owner.get(other), plugin.name] },
          );
        }
        byName.set(key, extension);
      }
      owner.set(extension, plugin.name);
    }
  }

  const find = <K extends Kind>(kind: K, name: string): Extension<K> => {
    const found = byName.get(`${kind} ${name}`);
    if (found !== undefined) return found as unknown as Extension<K>;
    throw unknownExtension(kind, name, [...owner.keys()]);
  };

  return Object.freeze({
    plugins: Object.freeze([...plugins]),
    with: (...more: readonly Plugin[]) => createRegistry([...plugins, ...more]),
    list: <K extends Kind>(kind: K) => [...owner.keys()].filter((e) => e.kind === kind) as unknown as Extension<K>[],
    has: (kind: Kind, id: string) => byName.has(`${kind} ${id}`),
    idOf: (kind: Kind, name: string) => find(kind, name).id,
    create<K extends Kind>(kind: K, id: string, options?: unknown): ExtensionPoints[K] {
      const factory = find(kind, id) as unknown as (options?: unknown) => ExtensionPoints[K];
      const made = factory(options);
      if (typeof made !== "object" || made === null) {
        throw new GammakitError(
          "incompatible-plugin",
          `The ${words[kind]} "${id}" returned ${String(made)}, not an object. This is a fault of its plugin.`,
          { kind, id },
        );
      }
      return noteOrigin(made, id, [options]);
    },
  });
}

function checkPlugin(plugin: Plugin): void {
  if (plugin?.contract !== contractVersion || !Array.isArray(plugin.extensions)) {
    throw new GammakitError(
      "incompatible-plugin",
      `Plugin "${plugin?.name ?? String(plugin)}" was written for contract ${String(plugin?.contract)}; this core understands ${contractVersion}. Install versions of the plugin and of @gammakit/core that belong together.`,
      { plugin: plugin?.name, contract: plugin?.contract },
    );
  }
}

function unknownExtension(kind: Kind, name: string, all: readonly AnyExtension[]): GammakitError {
  const same = all.filter((extension) => extension.kind === kind);
  const guess = nearest(
    name,
    same.flatMap((extension) => [extension.id, ...(extension.aliases ?? [])]),
  );
  const registered = same.map((extension) => extension.id).join(", ") || "none";
  const hint = guess === undefined ? "" : ` Did you mean "${guess}"?`;
  return new GammakitError(
    "unknown-extension",
    `No ${words[kind] ?? kind} named "${name}".${hint} Registered: ${registered}. Is its plugin in createRegistry([...])?`,
    { kind, name, registered: same.map((extension) => extension.id), suggestion: guess },
  );
}

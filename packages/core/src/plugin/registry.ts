import type { Estimator, Maker, Renderer, Statistic } from "../contracts/analysis.ts";
import type { Executor } from "../contracts/executor.ts";
import type { Reader, Writer } from "../contracts/io.ts";
import type { Optimizer, Sampler } from "../contracts/optimizer.ts";
import { GammakitError } from "../errors/gammakit-error.ts";
import { nearest } from "../errors/suggest.ts";
import type { Prior, SpatialModel, SpectralModel, TemporalModel } from "../model/model.ts";
import { makeChecked } from "./check-made.ts";
import { checkCores, checkPlugin, type RegistryWarning } from "./check-plugin.ts";
import { type contractVersion, stampCore } from "./core-copy.ts";
import { noteOrigin } from "./extension-record.ts";
import { checkKind, kindWords, oneOfKind } from "./kinds.ts";

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
  /** What a file may give as options besides parameters: a line for each, with its unit in brackets and its default in parentheses. */
  readonly optionHelp?: Readonly<Record<string, string>>;
}

/** A factory with a label. In code you call it; in a file you name it. */
export interface Extension<K extends Kind = Kind, Args extends readonly unknown[] = never, Made = ExtensionPoints[K]>
  extends Label {
  readonly kind: K;
  (...args: Args): Made;
}

/** An extension of any kind. */
export type AnyExtension = { [K in Kind]: Extension<K> }[Kind];

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
  /** What is odd about the plugins, though they can be used: made with another copy of this package. */
  readonly warnings: readonly RegistryWarning[];
  /** A new registry with more plugins; this one does not change. A duplicate id or alias is an error. */
  with(...plugins: readonly Plugin[]): Registry;
  /** All extensions of a kind, in the order of registration. */
  list<K extends Kind>(kind: K): readonly Extension<K>[];
  has(kind: Kind, id: string): boolean;
  /** The id that `name`, an id or an alias, stands for. */
  idOf(kind: Kind, name: string): string;
  /**
   * Makes an extension by id or alias. Options come from a file, so they are unchecked here: the factory checks them. What it gives is
   * checked against the contract of its kind. Throws "unknown-extension" for a name that nobody has, "incompatible-plugin" where the
   * factory breaks the contract, "invalid-input" where it can't use its options.
   */
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
  stampCore(factory);
  return Object.freeze(Object.assign(factory, { kind, ...label }));
}

/** How a registry is made. */
export interface RegistryOptions {
  /**
   * Whether the program carries a copy of this package of its own, as one that is a single file does, so that plugins come with
   * another copy by design. Then only copies of another version are worth a warning. (false)
   */
  readonly bundled?: boolean;
}

/**
 * A frozen registry of the extensions of `plugins`.
 * Throws "duplicate-extension" where two claim one name, "incompatible-plugin" for what is no plugin, has an extension that is none,
 * or was written for another contract.
 */
export function createRegistry(plugins: readonly Plugin[], options: RegistryOptions = {}): Registry {
  const { byName, owner } = gather(plugins);
  const find = <K extends Kind>(kind: K, name: string): Extension<K> => {
    const found = byName.get(`${kind} ${name}`);
    if (found !== undefined) return found as unknown as Extension<K>;
    checkKind(kind, "");
    throw unknownExtension(kind, name, [...owner.keys()]);
  };

  return Object.freeze({
    plugins: Object.freeze([...plugins]),
    warnings: Object.freeze(plugins.flatMap((plugin) => checkCores(plugin, options.bundled ?? false))),
    with: (...more: readonly Plugin[]) => createRegistry([...plugins, ...more], options),
    list<K extends Kind>(kind: K) {
      checkKind(kind, "");
      return [...owner.keys()].filter((e) => e.kind === kind) as unknown as Extension<K>[];
    },
    has: (kind: Kind, id: string) => byName.has(`${kind} ${id}`),
    idOf: (kind: Kind, name: string) => find(kind, name).id,
    create<K extends Kind>(kind: K, name: string, given?: unknown): ExtensionPoints[K] {
      const factory = find(kind, name) as unknown as AnyExtension & ((given?: unknown) => unknown);
      const origin = { kind, id: factory.id, plugin: owner.get(factory) ?? "" };
      return noteOrigin(makeChecked(factory, origin, given), origin.id, [given]) as ExtensionPoints[K];
    },
  });
}

interface Gathered {
  /** By kind and id or alias. */
  readonly byName: ReadonlyMap<string, AnyExtension>;
  /** The name of the plugin of each. */
  readonly owner: ReadonlyMap<AnyExtension, string>;
}

function gather(plugins: readonly Plugin[]): Gathered {
  if (!Array.isArray(plugins)) {
    throw new GammakitError(
      "invalid-input",
      "A registry is made of a list of plugins: createRegistry([modelsPlugin]).",
    );
  }
  const byName = new Map<string, AnyExtension>();
  const owner = new Map<AnyExtension, string>();
  for (const [index, plugin] of plugins.entries()) {
    checkPlugin(plugin, index);
    if (plugins.indexOf(plugin) < index) {
      throw new GammakitError("duplicate-extension", `Plugin "${plugin.name}" is listed twice. Leave one out.`, {
        plugins: [plugin.name],
      });
    }
    for (const extension of plugin.extensions) {
      for (const name of [extension.id, ...(extension.aliases ?? [])]) {
        const other = byName.get(`${extension.kind} ${name}`);
        if (other !== undefined) throw duplicate(extension, name, owner.get(other) ?? plugin.name, plugin.name);
        byName.set(`${extension.kind} ${name}`, extension);
      }
      owner.set(extension, plugin.name);
    }
  }
  return { byName, owner };
}

function duplicate({ kind }: AnyExtension, name: string, first: string, second: string): GammakitError {
  const who =
    first === second
      ? `Plugin "${first}" names two ${kindWords(kind)}s "${name}"`
      : `Two plugins name ${oneOfKind(kind)} "${name}": ${first} and ${second}`;
  return new GammakitError("duplicate-extension", `${who}. Leave one of them out, or rename it.`, {
    kind,
    name,
    plugins: [first, second],
  });
}

function unknownExtension(kind: Kind, name: string, all: readonly AnyExtension[]): GammakitError {
  const namesOf = ({ id, aliases = [] }: AnyExtension) => [id, ...aliases];
  const same = all.filter((extension) => extension.kind === kind);
  const guess = nearest(name, same.flatMap(namesOf));
  const registered = same.map((extension) => extension.id).join(", ") || "none";
  const elsewhere = all.find((extension) => namesOf(extension).includes(name));
  const hint =
    guess !== undefined
      ? ` Did you mean "${guess}"?`
      : elsewhere === undefined
        ? ""
        : ` There is ${oneOfKind(elsewhere.kind)} of that name.`;
  return new GammakitError(
    "unknown-extension",
    `No ${kindWords(kind)} named "${name}".${hint} Registered: ${registered}. Is its plugin in createRegistry([...])?`,
    { kind, name, registered: same.map((extension) => extension.id), suggestion: guess },
  );
}

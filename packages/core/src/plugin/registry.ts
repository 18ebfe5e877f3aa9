import type { Estimator, Maker, Renderer, Statistic } from "../contracts/analysis.ts";
import type { Executor } from "../contracts/executor.ts";
import type { Reader, Writer } from "../contracts/io.ts";
import type { Optimizer, Sampler } from "../contracts/optimizer.ts";
import type { Prior, SpatialModel, SpectralModel, TemporalModel } from "../model/model.ts";
import type { RegistryWarning } from "./check-plugin.ts";
import { type contractVersion, stampCore } from "./core-copy.ts";
import { noteOrigin } from "./extension-record.ts";
import type { UnknownOption } from "./unknown-options.ts";

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
  /**
   * What a file may give as options besides parameters: a line for each, with its unit in brackets and its default in parentheses.
   * A job that gives another is refused: any, where this is empty. Where it is absent, it is for the factory to refuse what it can't use.
   */
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
   * Those of `keys`, as a file has them, that the label of an extension does not list as options, with words that follow a key path;
   * none where it says nothing of options. Throws "unknown-extension".
   */
  unknownOptions(kind: Kind, name: string, keys: readonly string[]): readonly UnknownOption[];
  /**
   * Makes an extension by id or alias. Options come from a file, so they are unchecked here: the factory checks them. What it gives is
   * checked against the contract of its kind. Throws "unknown-extension" for a name that nobody has, "incompatible-plugin" where the
   * factory breaks the contract, "invalid-input" where it can't use its options. What the functions of a plugin's extension throw
   * becomes an error that names the extension, with the one thrown as its cause: "task-failed", or the code of its own.
   */
  create<K extends Kind>(kind: K, id: string, options?: unknown): ExtensionPoints[K];
}

/** Labels a factory, and stamps the label's id on what it makes. */
export function defineExtension<
  K extends Kind,
  Args extends readonly unknown[],
  Body extends Omit<ExtensionPoints[K], "id">,
>(kind: K, label: Label, create: (...args: Args) => Body): Extension<K, Args, Body & { readonly id: string }> {
  const factory = (...args: Args): Body & { readonly id: string } => {
    const made = create(...args);
    // A copy of an instance of a class would have none of its methods.
    const own = Object(made).constructor === Object ? { ...made } : made;
    return noteOrigin(Object.assign(own, { id: label.id }), label.id, args);
  };
  Object.defineProperty(factory, "name", { value: label.id });
  stampCore(factory);
  return Object.freeze(Object.assign(factory, { kind, ...label }));
}

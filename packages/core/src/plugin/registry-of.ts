import { GammakitError } from "../errors/gammakit-error.ts";
import { nearest } from "../errors/suggest.ts";
import type { Origin } from "./check-made.ts";
import type { RegistryWarning } from "./check-plugin.ts";
import { noteOrigin } from "./extension-record.ts";
import { checkKind, kindWords, oneOfKind } from "./kinds.ts";
import type { AnyExtension, Extension, ExtensionPoints, Kind, Plugin, Registry } from "./registry.ts";
import type { UnknownOption } from "./unknown-options.ts";

/** How strict a registry is. */
export interface RegistryRules {
  /** Throws for what is no plugin, and for one that is in the list before its place `index`. */
  checkPlugin(plugin: unknown, index: number, all: readonly unknown[]): void;
  /** What a factory gives; throws where that breaks the contract. */
  make(factory: (options?: unknown) => unknown, origin: Origin, options: unknown): object;
  warningsOf(plugin: Plugin): readonly RegistryWarning[];
  /** Those of `keys` that an extension does not take as options. */
  unknownOptions(extension: AnyExtension, keys: readonly string[]): readonly UnknownOption[];
}

/** A frozen registry of the extensions of `plugins`, by `rules`. */
export function registryOf(plugins: readonly Plugin[], rules: RegistryRules): Registry {
  const { byName, owner } = gather(plugins, rules);
  const find = <K extends Kind>(kind: K, name: string): Extension<K> => {
    const found = byName.get(`${kind} ${name}`);
    if (found !== undefined) return found as unknown as Extension<K>;
    checkKind(kind, "");
    throw unknownExtension(kind, name, [...owner.keys()]);
  };

  return Object.freeze({
    plugins: Object.freeze([...plugins]),
    warnings: Object.freeze(plugins.flatMap(rules.warningsOf)),
    with: (...more: readonly Plugin[]) => registryOf([...plugins, ...more], rules),
    list<K extends Kind>(kind: K) {
      checkKind(kind, "");
      return [...owner.keys()].filter((e) => e.kind === kind) as unknown as Extension<K>[];
    },
    has: (kind: Kind, id: string) => byName.has(`${kind} ${id}`),
    idOf: (kind: Kind, name: string) => find(kind, name).id,
    unknownOptions: (kind: Kind, name: string, keys: readonly string[]) =>
      rules.unknownOptions(find(kind, name) as unknown as AnyExtension, keys),
    create<K extends Kind>(kind: K, name: string, given?: unknown): ExtensionPoints[K] {
      const factory = find(kind, name) as unknown as AnyExtension & ((given?: unknown) => unknown);
      const origin = { kind, id: factory.id, plugin: owner.get(factory) ?? "" };
      return noteOrigin(rules.make(factory, origin, given), origin.id, [given]) as ExtensionPoints[K];
    },
  });
}

interface Gathered {
  /** By kind and id or alias. */
  readonly byName: ReadonlyMap<string, AnyExtension>;
  /** The name of the plugin of each. */
  readonly owner: ReadonlyMap<AnyExtension, string>;
}

function gather(plugins: readonly Plugin[], rules: RegistryRules): Gathered {
  const byName = new Map<string, AnyExtension>();
  const owner = new Map<AnyExtension, string>();
  for (const [index, plugin] of plugins.entries()) {
    rules.checkPlugin(plugin, index, plugins);
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
  const advice = (guess ?? elsewhere) ? "" : " Is its plugin in createRegistry([...])?";
  return new GammakitError(
    "unknown-extension",
    `No ${kindWords(kind)} named "${name}".${hint} Registered: ${registered}.${advice}`,
    { kind, name, registered: same.map((extension) => extension.id), suggestion: guess },
  );
}

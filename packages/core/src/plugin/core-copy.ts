import manifest from "../../package.json" with { type: "json" };
import type { AnyExtension, Plugin } from "./registry.ts";

/** The version of the plugin contract that this release of core understands. */
export const contractVersion = 1;

/** One loaded copy of this package. Two of them are two objects, though they may be of one version. */
export interface CoreCopy {
  readonly version: string;
  /** The version of the plugin contract that it understands. */
  readonly contract: number;
}

const brand = Symbol.for("gammakit.core");

/** The copy of this package that this module belongs to. */
export const thisCore: CoreCopy = Object.freeze({ version: manifest.version, contract: contractVersion });

/** Marks what this copy of the package has made. */
export function stampCore(target: object): void {
  Object.defineProperty(target, brand, { value: thisCore });
}

/** The copies of this package that made the extensions of `plugin`; those written by hand have none. */
export function coresOf({ extensions }: Plugin): readonly CoreCopy[] {
  const copies = extensions.map((extension) => (extension as AnyExtension & { readonly [brand]?: CoreCopy })[brand]);
  return [...new Set(copies.filter((copy) => typeof copy === "object" && copy !== null))];
}

import { GammakitError } from "../errors/gammakit-error.ts";
import { nearest } from "../errors/suggest.ts";
import type { Kind } from "./registry.ts";

/** What messages call the things of a kind. */
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

/** The kinds of this package, in the order in which they are listed. Others may be added by declaration merging. */
export const extensionKinds: readonly Kind[] = Object.freeze(Object.keys(words) as Kind[]);

/** What messages call a thing of this kind: "spectral model"; the kind itself where it is not one of this package. */
export function kindWords(kind: string): string {
  return Object.hasOwn(words, kind) ? words[kind as Kind] : kind;
}

/** The same with its article: "an optimizer". */
export function oneOfKind(kind: string): string {
  const word = kindWords(kind);
  return `${/^[aeiou]/.test(word) ? "an" : "a"} ${word}`;
}

/**
 * Throws "unknown-extension" for what is no name of a kind, or almost that of one of ours. Any other is taken for a kind that was
 * added by declaration merging.
 */
export function checkKind(kind: unknown, where: string): asserts kind is Kind {
  if (typeof kind === "string" && Object.hasOwn(words, kind)) return;
  const guess = typeof kind === "string" ? nearest(kind, extensionKinds) : undefined;
  if (typeof kind === "string" && kind !== "" && guess === undefined) return;
  const what = typeof kind === "string" ? `"${kind}"` : String(kind);
  const hint = guess === undefined ? `Kinds are ${extensionKinds.join(", ")}.` : `Did you mean "${guess}"?`;
  throw new GammakitError("unknown-extension", `${where}There is no kind of extension ${what}. ${hint}`, {
    kind,
    kinds: extensionKinds,
    suggestion: guess,
  });
}

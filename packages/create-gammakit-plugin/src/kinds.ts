/** A kind of extension that can be scaffolded. */
export interface PluginKind {
  /** What it is, for the menu. */
  readonly summary: string;
  /** Name of the export. */
  readonly extension: string;
  /** Name of its file, without ".ts". */
  readonly file: string;
  /** Its id after the prefix. */
  readonly id: string;
}

/** What can be scaffolded, by the name that `--kind` takes. Each has a folder of its name in template/kinds. */
export const kinds: Readonly<Record<string, PluginKind>> = {
  "spectral-model": {
    summary: "a photon spectrum: exponential decay, with integrals and derivatives",
    extension: "exponential",
    file: "exponential",
    id: "exponential",
  },
  "spatial-model": {
    summary: "the shape of a source: a dome on the sky",
    extension: "dome",
    file: "dome",
    id: "dome",
  },
  "temporal-model": {
    summary: "the course of a flux in time: rise and decay",
    extension: "flare",
    file: "flare",
    id: "flare",
  },
  prior: {
    summary: "knowledge of a parameter: small values are likelier",
    extension: "exponentialPrior",
    file: "exponential-prior",
    id: "exponential",
  },
  statistic: {
    summary: "what a fit minimizes: Neyman's chi-square",
    extension: "chiSquare",
    file: "chi-square",
    id: "chi-square",
  },
  optimizer: {
    summary: "an algorithm that finds minima: pattern search",
    extension: "patternSearch",
    file: "pattern-search",
    id: "pattern-search",
  },
  maker: {
    summary: "a step of data reduction: background from the mirrored region",
    extension: "mirrorRegion",
    file: "mirror-region",
    id: "mirror-region",
  },
  estimator: {
    summary: "a result from datasets: a table of excess counts",
    extension: "excessTable",
    file: "excess-table",
    id: "excess-table",
  },
  reader: {
    summary: "a file format to read: a text with a flux per line",
    extension: "fluxTextReader",
    file: "flux-text-reader",
    id: "flux-text",
  },
  writer: {
    summary: "a file format to write: a text with a row per line",
    extension: "rowTextWriter",
    file: "row-text-writer",
    id: "row-text",
  },
};

/** "a spectral model", "an optimizer". */
export function withArticle(kind: string): string {
  return `${/^[aeiou]/.test(kind) ? "an" : "a"} ${kind.replace("-", " ")}`;
}

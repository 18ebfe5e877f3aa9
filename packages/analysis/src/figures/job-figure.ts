import type { Figure } from "@gammakit/core";

/** A figure of a job's results. */
export interface JobFigure {
  /** Name of its files, without the ending: "index-vs-time". */
  readonly name: string;
  readonly figure: Figure;
  /** One or two sentences below it. */
  readonly caption: string;
  /**
   * Where it is one of several alike, of which a page shows one at a time and files only the main one: the name of the
   * group and what this one is called.
   */
  readonly choice?: { readonly group: string; readonly label: string; readonly isMain: boolean };
}

import type { ChosenFile, DataSource } from "../protocol.ts";

/** Files that a person chose. */
export type ChosenSource = Extract<DataSource, { readonly kind: "files" }>;

/** Files of spectra with more of them, in place of those of the same name; called alike in whatever order they come. */
export function joined(before: readonly ChosenFile[], more: readonly ChosenFile[]): ChosenSource {
  const paths = new Set(more.map(({ path }) => path));
  const files = [...before.filter(({ path }) => !paths.has(path)), ...more];
  const tops = [...new Set(files.map(({ path }) => path.split("/")[0]))].sort();
  const [first, ...others] = tops;
  const name = others.length < 3 ? tops.join(", ") : `${first} and ${others.length} more`;
  return { kind: "files", name, files };
}

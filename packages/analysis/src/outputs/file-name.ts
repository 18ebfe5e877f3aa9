import { GammakitError } from "@gammakit/core";

/** Throws "invalid-input" for what is no plain name of a file. */
export function checkFileName(file: string): void {
  if (/^[\w-][\w.+ -]*$/.test(file) && file.length <= 200) return;
  throw new GammakitError(
    "invalid-input",
    `${JSON.stringify(file)} must be a plain file name, without folders: it is written into the results.`,
    { file },
  );
}

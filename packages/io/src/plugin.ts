import type { Plugin } from "@gammakit/core";
import {
  csvReader,
  csvWriter,
  ecsvReader,
  ecsvWriter,
  fitsTableReader,
  fitsTableWriter,
} from "./tables/table-extensions.ts";

/** The readers and writers of this package, for a registry: `createRegistry([ioPlugin])`. */
export const ioPlugin: Plugin = {
  name: "@gammakit/io",
  contract: 1,
  extensions: [ecsvWriter, csvWriter, fitsTableWriter, ecsvReader, csvReader, fitsTableReader],
};

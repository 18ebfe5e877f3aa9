import type { Plugin } from "@gammakit/core";
import { mapDatasetReader, mapDatasetWriter } from "./maps/map-extensions.ts";
import { ogipReader, ogipWriter } from "./ogip/ogip-extensions.ts";
import { fluxWriter } from "./profile/profile-extensions.ts";
import { ds9Reader, ds9Writer } from "./regions/ds9-extensions.ts";
import {
  csvReader,
  csvWriter,
  ecsvReader,
  ecsvWriter,
  fitsTableReader,
  fitsTableWriter,
  markdownWriter,
  votableWriter,
} from "./tables/table-extensions.ts";

/** The readers and writers of this package, for a registry: `createRegistry([ioPlugin])`. */
export const ioPlugin: Plugin = {
  name: "@gammakit/io",
  contract: 1,
  extensions: [
    ecsvWriter,
    markdownWriter,
    votableWriter,
    csvWriter,
    fitsTableWriter,
    mapDatasetWriter,
    fluxWriter,
    ds9Writer,
    ogipWriter,
    ecsvReader,
    csvReader,
    fitsTableReader,
    mapDatasetReader,
    ds9Reader,
    ogipReader,
  ],
};

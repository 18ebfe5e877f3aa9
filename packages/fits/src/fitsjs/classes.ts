import { fileHadSlice } from "./before.ts";

// fitsjs comes second: it changes the globals that the module before looks at.

import { astro } from "fitsjs";

if (typeof File !== "undefined" && !fileHadSlice) Reflect.deleteProperty(File.prototype, "slice");

/** The classes of fitsjs that this package extends. Its parser of files is not among what it exports. */
export const { Header, Image, Table, BinaryTable } = astro.FITS;

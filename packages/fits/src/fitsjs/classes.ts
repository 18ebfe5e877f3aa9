import { astro } from "fitsjs";

/** The classes of fitsjs that this package extends. Its parser of files is not among what it exports. */
export const { Header, Image, Table, BinaryTable } = astro.FITS;

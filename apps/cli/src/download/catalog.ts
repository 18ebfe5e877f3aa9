import catalog from "./catalog.json" with { type: "json" };

/** A file of a data set. */
export interface DataFile {
  /** Below the folder of all data, with "/" between its parts. */
  readonly path: string;
  /** [bytes]. */
  readonly size: number;
  /** SHA-256 in hexadecimal. */
  readonly sha256: string;
  /** Words about the data: they may have been edited since, and are not worth failing for. */
  readonly isText: boolean;
}

/** A public data set. */
export interface DataSet {
  readonly id: string;
  readonly title: string;
  readonly license: string;
  /** What the license does not say by its name. */
  readonly terms?: string;
  /** What its owners ask to be said. */
  readonly attribution: string;
  /** Where to read about it. */
  readonly page: string;
  /** What needs it. */
  readonly use: string;
  readonly files: readonly DataFile[];
}

/** Where the files are, each by its path below this address. */
export const publicSource: string = catalog.source;

/** The public data sets. Sizes and checksums are those of the files that the tests of gammakit use. */
export const dataSets: readonly DataSet[] = catalog.sets.map(({ files, ...words }) => ({
  ...words,
  files: files.map(parseFile),
}));

/** `checksum size path`. */
function parseFile(line: string): DataFile {
  const [sha256, size, path] = line.split(" ");
  return { path, size: Number(size), sha256, isText: /(?:^|\/)(?:README|LICENCE)\.\w+$/.test(path) };
}

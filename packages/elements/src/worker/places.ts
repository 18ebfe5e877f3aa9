import { type ByteSource, blobSource, GammakitError, urlSource } from "@gammakit/core";
import { type Folder, memoryFolder, urlFolder } from "@gammakit/io";
import type { ChosenFile, DataSource } from "../protocol.ts";

type FilesSource = Extract<DataSource, { kind: "files" }>;

const index = /(^|\/)obs-index\.fits(\.gz)?$/;

/** The folder of a data store: where its index lies, however deep in what was chosen. */
export function storeFolder(source: DataSource): Folder {
  if (source.kind === "address") return urlFolder(source.address);
  const root = rootOf(source);
  return memoryFolder(root || source.name, filesBelow(source.files, root === "" ? "" : `${root}/`));
}

/** What a data store is called in a job file: its folder, from what was chosen on; "." where its files themselves were. */
export function storeName(source: DataSource): string {
  return source.kind === "address" ? source.address.replace(/\/$/, "") : rootOf(source) || ".";
}

/** What a map is called in a job file: its file, from what was chosen on. */
export function mapName(source: DataSource): string {
  return source.kind === "address" ? source.address.replace(/\/$/, "") : mapFile(source).name;
}

/** The folder of the index. */
function rootOf(source: FilesSource): string {
  const found = source.files.map(({ path }) => path).filter((path) => index.test(path));
  if (found.length === 0) {
    throw new GammakitError(
      "invalid-input",
      `None of the ${source.files.length} files of ${source.name} is an obs-index.fits.gz. A DL3 data store is a folder with obs-index and hdu-index; choose that folder.`,
    );
  }
  return shortest(found).replace(index, "$1").replace(/\/$/, "");
}

/** The one map of what was chosen, or the file at an address. */
export function mapFile(source: DataSource): ByteSource {
  if (source.kind === "address") return urlSource(source.address);
  const maps = source.files.filter(({ path }) => /\.fits?(\.gz)?$/i.test(path));
  if (maps.length === 1) return blobSource(maps[0].file, maps[0].path);
  throw new GammakitError(
    "invalid-input",
    `${source.name} holds ${maps.length} FITS files, and a profile is measured on one. Choose the file of the map.`,
  );
}

/** A file beside the data, such as the table of a model or another map. */
export function fileBeside(source: DataSource, name: string): ByteSource {
  if (source.kind === "address") return urlSource(new URL(name, source.address));
  const wanted = name.split(/[/\\]/).at(-1);
  const found = source.files.find(({ path }) => path.split("/").at(-1) === wanted);
  if (found !== undefined) return blobSource(found.file, found.path);
  throw new GammakitError(
    "io",
    `${source.name} has no file ${wanted}, which the job names. Choose it together with the data.`,
  );
}

function shortest(paths: readonly string[]): string {
  return paths.reduce((best, path) => (path.length < best.length ? path : best));
}

function filesBelow(files: readonly ChosenFile[], root: string): ReadonlyMap<string, Blob> {
  return new Map(
    files.filter(({ path }) => path.startsWith(root)).map(({ path, file }) => [path.slice(root.length), file]),
  );
}

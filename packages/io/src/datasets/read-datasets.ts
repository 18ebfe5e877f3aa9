import {
  type ByteSource,
  type Dataset,
  GammakitError,
  isGammakitError,
  type MapDataset,
  type MapDatasetOnOff,
} from "@gammakit/core";
import type { ReadFitsOptions } from "@gammakit/fits";
import { safePath } from "../folder/folder.ts";
import { readMapDataset, readMapDatasetOnOff } from "../maps/read-map-dataset.ts";
import { readSpectrumDataset } from "../maps/read-spectrum-dataset.ts";
import { isYamlMap } from "../models/file-context.ts";
import type { ModelsCovariance, ModelsFile } from "../models/models-file.ts";
import { parseYaml, type YamlMap, type YamlValue } from "../models/parse-yaml.ts";
import { type ReadModelsOptions, readModels } from "../models/read-models.ts";
import { readText } from "../models/read-text.ts";
import { type ListedFluxPoints, readListedFluxPoints } from "../profile/read-profile.ts";
import { readSpectrum } from "./read-spectrum.ts";

/** Any dataset that a list of datasets can name; of flux points `fluxPointsDataset` of @gammakit/fit makes one for fits. */
export type ListedDataset = Dataset | MapDataset | MapDatasetOnOff | ListedFluxPoints;

/** What a list of datasets, and the models file beside it, hold. */
export interface DatasetsFile {
  /** In the order of the list. */
  readonly datasets: readonly ListedDataset[];
  readonly models?: ModelsFile & { readonly covariance?: ModelsCovariance };
}

/** Options of `readDatasets`. */
export interface ReadDatasetsOptions extends Omit<ReadFitsOptions, "select" | "name"> {
  /** Path of the models file beside the list or in folders below; no models when absent. */
  readonly models?: string;
  /** Opens the tables that the models name, as for `readModels`; those beside the models file where absent. */
  readonly openFile?: NonNullable<ReadModelsOptions["openFile"]>;
}

type Read = (
  source: ByteSource,
  options: Omit<ReadFitsOptions, "select" | "name"> & { name: string },
) => Promise<ListedDataset>;

/** By the types of Gammapy. */
const readers: ReadonlyMap<string, Read> = new Map<string, Read>([
  ["SpectrumDataset", readSpectrumDataset],
  // OGIP up to Gammapy 1.3, its own layout from 2.0 on.
  ["SpectrumDatasetOnOff", readSpectrum],
  ["MapDataset", readMapDataset],
  ["MapDatasetOnOff", readMapDatasetOnOff],
  ["FluxPointsDataset", readListedFluxPoints],
]);

/**
 * The datasets of a list in YAML as Gammapy's `Datasets.write` makes it, from the files beside it, and the models with their
 * covariance where `models` names their file. Each dataset has the name of the list.
 * Throws "invalid-file", naming file and key, for what is no such list and for paths that lead out of its folder; "unsupported"
 * for types of datasets that are not known.
 */
export async function readDatasets(source: ByteSource, options: ReadDatasetsOptions = {}): Promise<DatasetsFile> {
  const { models, openFile, ...reading } = options;
  const entries = listOf(parseYaml(await readText(source), source.name), source.name);
  checkNames(entries, source.name);
  const datasets: ListedDataset[] = [];
  for (const { name, read, filename, where } of entries) {
    datasets.push(
      await within(`${where}.filename`, () =>
        read(besideOf(source, filename, `${where}.filename`), { ...reading, name }),
      ),
    );
  }
  if (models === undefined) return { datasets };
  const { inflate } = reading;
  const given = { ...(openFile && { openFile }), ...(inflate && { inflate }) };
  return { datasets, models: await readModels(besideOf(source, models, "The option models"), given) };
}

interface Entry {
  readonly name: string;
  readonly read: Read;
  readonly filename: string;
  /** Place in the list, for messages. */
  readonly where: string;
}

function listOf(data: YamlValue, file: string): readonly Entry[] {
  const list = isYamlMap(data) ? data.datasets : undefined;
  if (!Array.isArray(list)) {
    throw new GammakitError("invalid-file", `${file}: a list called "datasets" is needed.`, { file });
  }
  return (list as readonly YamlValue[]).map((entry, i) => {
    const where = `${file}: datasets[${i}]`;
    if (!isYamlMap(entry)) throw new GammakitError("invalid-file", `${where} is no mapping of keys.`, { file });
    const [name, type, filename] = ["name", "type", "filename"].map((key) => wordAt(entry, key, where));
    const read = readers.get(type);
    if (read !== undefined) return { name, read, filename, where };
    throw new GammakitError(
      "unsupported",
      `${where}.type is "${type}"; datasets of the types ${[...readers.keys()].join(", ")} are read.`,
      { file, type },
    );
  });
}

function wordAt(entry: YamlMap, key: string, where: string): string {
  const value = Object.hasOwn(entry, key) ? entry[key] : undefined;
  if ((typeof value === "string" && value !== "") || (key === "name" && typeof value === "number"))
    return String(value);
  throw new GammakitError(
    "invalid-file",
    `${where}.${key} is ${JSON.stringify(value ?? null)}, and a word is needed.`,
    {
      key,
    },
  );
}

function checkNames(entries: readonly Entry[], file: string): void {
  const names = entries.map(({ name }) => name);
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice === undefined) return;
  throw new GammakitError("invalid-file", `${file}: two datasets are called "${twice}" (name).`, { file, name: twice });
}

function besideOf(source: ByteSource, path: string, where: string): ByteSource {
  const beside = safePath(path, where);
  if (source.sibling !== undefined) return source.sibling(beside);
  throw new GammakitError(
    "invalid-input",
    `${where} names ${path}, but the files beside ${source.name} cannot be reached. Open it in its folder.`,
    { path },
  );
}

/** Runs `body`; an error of it gets the place in front. */
async function within<T>(where: string, body: () => Promise<T>): Promise<T> {
  try {
    return await body();
  } catch (error) {
    if (!isGammakitError(error) || error.code === "aborted" || error.message.startsWith(where)) throw error;
    throw new GammakitError(error.code, `${where}: ${error.message}`, error.details, error);
  }
}

import { type ByteSource, GammakitError, isGammakitError, pow } from "@gammakit/core";
import { covarianceLabels, parseCovariance, withoutSurplus } from "./covariance.ts";
import { isSafePath } from "./file-context.ts";
import type { ModelsCovariance, ModelsFile } from "./models-file.ts";
import { type ParseModelsOptions, parseModels } from "./parse-models.ts";
import { parseYaml } from "./parse-yaml.ts";
import { type ReadEblTableOptions, readEblTable } from "./read-ebl-table.ts";
import { readSpectralGrid } from "./read-spectral-grid.ts";
import { readText } from "./read-text.ts";
import { gridsNeeded, tablesNeeded } from "./spectral-forms.ts";

/** How a file of models is read, with the files it names. */
export interface ReadModelsOptions extends ParseModelsOptions {
  /**
   * Opens a table that the file names: a path beside it, or one that begins with $GAMMAPY_DATA.
   * Where absent, files beside it are opened, and those of the reference data are refused.
   */
  readonly openFile?: (path: string) => ByteSource;
  /** Unpacks gzip; what the platform offers where absent. */
  readonly inflate?: NonNullable<ReadEblTableOptions["inflate"]>;
}

/**
 * Reads a file of models, the tables of absorption and of spectra it names, and the covariance beside it where it names one, in the units of
 * the records. Throws as `parseModels`, `readEblTable`, `readSpectralGrid` and `parseCovariance`, "invalid-file" where the covariance is of other
 * parameters, and "io" for a table that cannot be opened.
 */
export async function readModels(
  source: ByteSource,
  options: ReadModelsOptions = {},
): Promise<ModelsFile & { readonly covariance?: ModelsCovariance }> {
  const text = await readText(source);
  const name = options.name ?? source.name;
  const yaml = parseYaml(text, name);
  const open = (path: string) => openTable(path, name, source, options);
  const { inflate } = options;
  const [tables, grids] = await Promise.all([
    readNamed(tablesNeeded(yaml), options.tables, (path) =>
      readEblTable(open(path), { file: path, ...(inflate && { inflate }) }),
    ),
    readNamed(gridsNeeded(yaml), options.grids, (path) =>
      readSpectralGrid(open(path), { file: path, ...(inflate && { inflate }) }),
    ),
  ]);
  const file = parseModels(text, { ...options, name, tables, grids });
  if (file.covarianceFile === undefined || source.sibling === undefined) return file;
  const beside = source.sibling(file.covarianceFile);
  const covariance = parseCovariance(await readBeside(beside, name), beside.name);
  return { ...file, covariance: toUnitsOf(file, withoutSurplus(file.models, covariance), beside.name) };
}

/** The text of the covariance that the file called `name` names. */
async function readBeside(source: ByteSource, name: string): Promise<string> {
  try {
    return await readText(source);
  } catch (error) {
    if (!isGammakitError(error)) throw error;
    const message = `${name}: covariance names a file that cannot be read. ${error.message}`;
    throw new GammakitError(error.code, message, { ...error.details, file: name }, error);
  }
}

/** What is `known`, and of the rest of `names` what `read` reads. */
async function readNamed<T>(
  names: ReadonlySet<string>,
  known: ReadonlyMap<string, T> = new Map(),
  read: (path: string) => Promise<T>,
): Promise<ReadonlyMap<string, T>> {
  const missing = [...names].filter((path) => !known.has(path));
  return new Map([...known, ...(await Promise.all(missing.map(async (path) => [path, await read(path)] as const)))]);
}

/** Opens a table that the file called `name` names. */
function openTable(path: string, name: string, source: ByteSource, { openFile }: ReadModelsOptions): ByteSource {
  if (!isSafePath(path)) {
    throw new GammakitError(
      "invalid-file",
      `${name} names the table ${JSON.stringify(path)}; it must be a path beside the file or below $GAMMAPY_DATA.`,
      { file: path },
    );
  }
  const open = openFile ?? (path.startsWith("$") ? undefined : source.sibling?.bind(source));
  if (open !== undefined) return open(path);
  throw new GammakitError("io", `${name} needs the table ${path}. Say how it is opened, by the option openFile.`, {
    file: path,
  });
}

/** The covariance in the units of the records of `file`. */
function toUnitsOf(file: ModelsFile, { labels, matrix }: ModelsCovariance, name: string): ModelsCovariance {
  const expected = covarianceLabels(file.models);
  const missing = labels.length > 0 ? expected.filter((label) => !labels.includes(label)) : [];
  const isOther = labels.length === 0 && file.carried.size === 0 && matrix.length !== pow(expected.length, 2);
  if (missing.length > 0 || isOther) {
    const what = isOther
      ? `a covariance of ${Math.sqrt(matrix.length)} parameters`
      : `no covariance of ${missing.join(", ")}`;
    throw new GammakitError(
      "invalid-file",
      `${name} has ${what}; the models have ${expected.length} spectral parameters.`,
      { missing },
    );
  }
  const seen = new Map<string, number>();
  const factors = labels.map((label) => {
    const turn = seen.get(label) ?? 0;
    seen.set(label, turn + 1);
    return file.unitFactors.get(label)?.[turn] ?? 1;
  });
  const n = Math.round(Math.sqrt(matrix.length));
  return {
    labels,
    matrix: matrix.map((value, k) => value * (factors[Math.floor(k / n)] ?? 1) * (factors[k % n] ?? 1)),
  };
}

import { GammakitError, type Kind, type ParameterRecord, type SkyModelRecord } from "@gammakit/core";
import { fileUnits } from "./file-units.ts";
import { type FormatModelsOptions, parametersForFile, templateNorm } from "./format-models.ts";
import { type Described, leafParameters, partsIn } from "./leaf-parameters.ts";
import type { ModelsCovariance } from "./models-file.ts";

const largestSize = 4000;

/**
 * The covariance of a `_covariance.dat` file: a table with `|` between its columns, or bare rows of numbers.
 * `name` is that of the file, for messages; `size` the number of parameters it must be for, where known.
 * Throws "invalid-file" where the matrix is not square, of another size, not finite, not symmetric or not positive.
 */
export function parseCovariance(text: string, name = "covariance", size?: number): ModelsCovariance {
  const lines = text
    .replace(/^\uFEFF/, "")
    .split(/\r\n|\r|\n/)
    .filter((line) => line.trim() !== "" && !line.startsWith("#"));
  const isTable = lines[0]?.includes("|") ?? false;
  const rows = lines.map((line) =>
    isTable
      ? line
          .split("|")
          .slice(1, -1)
          .map((cell) => cell.trim())
      : line.trim().split(/\s+/),
  );
  if (isTable && rows[0]?.[0] !== "Parameters") throw invalid(name, 'has no column "Parameters"');
  const body = isTable ? rows.slice(1) : rows;
  const labels = isTable ? body.map((row) => row[0]) : [];
  const n = body.length;
  if (n > largestSize)
    throw new GammakitError("limit-exceeded", `${name} has ${n} rows, more than ${largestSize}.`, { file: name });
  if (size !== undefined && n !== size)
    throw invalid(name, `is a covariance of ${n} parameters, the models have ${size}`);
  const matrix = new Float64Array(n * n);
  body.forEach((row, i) => {
    const cells = isTable ? row.slice(1) : row;
    if (cells.length !== n)
      throw invalid(name, `is not a square covariance: row ${i + 1} has ${cells.length} numbers, there are ${n} rows`);
    cells.forEach((cell, k) => {
      const value = cell === "" ? Number.NaN : Number(cell);
      if (!Number.isFinite(value))
        throw invalid(name, `has ${JSON.stringify(cell)} in row ${i + 1}, column ${k + 1} of the covariance`);
      matrix[i * n + k] = value;
    });
  });
  checkCovariance(matrix, n, name);
  return { labels, matrix };
}

function checkCovariance(matrix: Float64Array, n: number, name: string): void {
  for (let i = 0; i < n; i++) {
    if (matrix[i * n + i] < 0)
      throw invalid(name, `is not positive: variance ${matrix[i * n + i]} in row ${i + 1} of the covariance`);
    for (let k = 0; k < i; k++) {
      const [a, b] = [matrix[i * n + k], matrix[k * n + i]];
      // Values of rows may differ by 1e24 in size: compare on the scale of the two parameters.
      const scale = Math.sqrt(matrix[i * n + i]) * Math.sqrt(matrix[k * n + k]);
      if (Math.abs(a - b) > 1e-6 * Math.max(scale, Math.abs(a))) {
        throw invalid(name, `is not symmetric: the covariance of rows ${k + 1} and ${i + 1} is ${b} and ${a}`);
      }
      if (Math.abs(a) > scale * (1 + 1e-6)) {
        throw invalid(
          name,
          `is not positive: the covariance ${a} of rows ${k + 1} and ${i + 1} is a correlation above 1`,
        );
      }
    }
  }
}

/** What `formatModels` is told of the file that a covariance is for: its backgrounds, and what Gammapy adds to it. */
export interface FormatCovarianceOptions extends Pick<FormatModelsOptions, "backgrounds" | "defaultsOf"> {
  /** The Gammapy that is to read it, as they differ in rows and their order; 2.1 when absent. */
  readonly gammapy?: "1.0" | "1.3" | "2.1";
}

/**
 * The text of a `_covariance.dat` file. `labels` are "model.spectral.index" per parameter. Gammapy goes by the order of the rows, and
 * refuses a file of models beside which there is not one for each of their parameters: with `models` and `backgrounds`, as they are
 * given to `formatModels`, rows stand in the order and the units of that file, and parameters without one, spatial and temporal ones mostly, get one
 * of 0. Records that leave out parameters need `defaultsOf`: Gammapy has all of them, in the order of the model. Which rows there are
 * and in which order depends on the version, `gammapy`: 1.0 has a norm of a template of energies, and no place of a template of the
 * sky; in 2.1 the tilt of a norm comes before it, and the redshift of an absorption first.
 * Throws "invalid-input" where the matrix is not as large as there are labels.
 */
export function formatCovariance(
  covariance: ModelsCovariance,
  models?: readonly SkyModelRecord[],
  options: FormatCovarianceOptions = {},
): string {
  checkSize(covariance);
  const { labels, matrix } = models === undefined ? covariance : withRowsOf(models, covariance, options);
  const n = labels.length;
  const cells = [
    ["Parameters", ...labels.map((_, k) => String(k))],
    ...labels.map((label, i) => [label, ...Array.from(matrix.subarray(i * n, (i + 1) * n), pythonFloat)]),
  ];
  const widths = cells[0].map((_, k) => Math.max(...cells.map((row) => row[k].length)));
  return `${cells.map((row) => `| ${row.map((cell, k) => cell.padStart(widths[k])).join(" | ")} |`).join("\n")}\n`;
}

function checkSize({ labels, matrix }: ModelsCovariance): void {
  const n = labels.length;
  if (matrix.length === n * n) return;
  throw new GammakitError(
    "invalid-input",
    `A covariance of ${n} parameters needs ${n * n} numbers, not ${matrix.length}.`,
    { size: n },
  );
}

/** The same with a row for every parameter of the file, in its order; those of others follow. */
function withRowsOf(
  models: readonly SkyModelRecord[],
  covariance: ModelsCovariance,
  options: FormatCovarianceOptions,
): ModelsCovariance {
  const { own, others } = match(rowsOfFile(models, options), covariance.labels);
  const rows = own.filter(({ isOurs, isOptional }) => (options.gammapy === "1.0" ? !isOptional : isOurs));
  return withRows(covariance, [...rows, ...others.map((from) => ({ label: covariance.labels[from], from }))]);
}

/**
 * The covariance of the file of which `models` were read, without rows of parameters that they do not have: norms of templates.
 * Parameters of parts are "model.spectral.index", which newer Gammapy calls "model.spectral.model1.index".
 */
export function withoutSurplus(
  models: readonly SkyModelRecord[],
  { labels, matrix }: ModelsCovariance,
): ModelsCovariance {
  const covariance = {
    labels: labels.map((label) => label.replace(/\.spectral(?:\.model[12])+(?=\.\w+$)/, ".spectral")),
    matrix,
  };
  const { own } = match(rowsOfFile(models, { gammapy: "1.0" }), covariance.labels);
  const surplus = new Set(own.filter(({ isOurs }) => !isOurs).map(({ from }) => from));
  const rows = covariance.labels.map((label, from) => ({ label, from })).filter(({ from }) => !surplus.has(from));
  return rows.length === covariance.labels.length ? covariance : withRows(covariance, rows);
}

/** Which of `labels` is the row of each parameter of a file, and which are of none. */
function match(
  places: readonly FileRow[],
  labels: readonly string[],
): { readonly own: readonly (FileRow & { readonly from: number | undefined })[]; readonly others: readonly number[] } {
  const rest = new Map<string, number[]>();
  for (const [i, label] of labels.entries()) rest.set(label, [...(rest.get(label) ?? []), i]);
  const ours = new Map<string, number>();
  for (const { label, isOurs } of places) if (isOurs) ours.set(label, (ours.get(label) ?? 0) + 1);
  const own = places.flatMap((place) => {
    const { label, isOurs, isOptional } = place;
    const left = rest.get(label) ?? [];
    const wanted = ours.get(label) ?? 0;
    if (isOptional && left.length === 0) return [];
    // The norm of a template has a row in files of Gammapy's, and none beside our parameters.
    const from = isOurs || left.length > wanted ? left.shift() : undefined;
    if (isOurs) ours.set(label, wanted - 1);
    return [{ ...place, from }];
  });
  return { own, others: [...rest.values()].flat().sort((a, b) => a - b) };
}

/** A row of another covariance, in another unit where it has a factor. */
interface Row {
  readonly label: string;
  readonly from: number | undefined;
  readonly factor?: number;
}

/** The covariance of chosen rows, 0 for those that are from none. */
function withRows({ labels, matrix }: ModelsCovariance, rows: readonly Row[]): ModelsCovariance {
  const out = new Float64Array(rows.length ** 2);
  for (const [i, row] of rows.entries()) {
    for (const [k, column] of rows.entries()) {
      if (row.from === undefined || column.from === undefined) continue;
      const factor = (row.factor ?? 1) * (column.factor ?? 1);
      out[i * rows.length + k] = factor * matrix[row.from * labels.length + column.from];
    }
  }
  return { labels: rows.map(({ label }) => label), matrix: out };
}

/** A parameter of a file, and whether a model here has it. */
interface FileRow {
  readonly label: string;
  readonly isOurs: boolean;
  /** Whether there is none where the covariance has none: Gammapy 1.0 does not know the place of a template. */
  readonly isOptional: boolean;
  /** What our numbers are multiplied with to be in the unit of the file. */
  readonly factor: number;
}

/** The parameters of a file in its order: of sources, then of backgrounds. */
function rowsOfFile(models: readonly SkyModelRecord[], options: FormatCovarianceOptions): readonly FileRow[] {
  const backgrounds = (options.backgrounds ?? []).map(({ name, datasets = [], spectral, spatial }) => ({
    ...spectral,
    name: name ?? `${datasets[0] ?? spectral.id}-bkg`,
    ...(spatial && { spatial }),
  }));
  return [...models, ...backgrounds].flatMap(({ spatial, temporal, ...model }: SkyModelRecord) => {
    const labelsOf = (key: string, rows: readonly FileRow[]) =>
      rows.map((row) => ({ ...row, label: `${model.name ?? model.id}.${key}.${row.label}` }));
    return [
      ...labelsOf("spectral", spectralRows(model, options)),
      ...labelsOf("spatial", spatial ? plainRows(spatial, "spatialModel", options) : []),
      ...labelsOf("temporal", temporal ? plainRows(temporal, "temporalModel", options) : []),
    ];
  });
}

function spectralRows(model: Described, options: FormatCovarianceOptions): readonly FileRow[] {
  const parts = partsIn(model);
  if (parts.length > 0) return parts.flatMap((part) => spectralRows(part, options));
  return plainRows({ ...model, parameters: parametersForFile(model) }, "spectralModel", options);
}

/**
 * The first two parameters of models in which Gammapy 2.1 has exchanged them, by the model's id or the name that stands for it where
 * nothing resolves it.
 */
const exchanged: ReadonlyMap<string, readonly [string, string]> = new Map([
  ["power-law-norm", ["norm", "tilt"]],
  ["PowerLawNormSpectralModel", ["norm", "tilt"]],
  ["pl-norm", ["norm", "tilt"]],
  ["ebl-absorption-norm", ["alpha_norm", "redshift"]],
  ["EBLAbsorptionNormSpectralModel", ["alpha_norm", "redshift"]],
  ["ebl-norm", ["alpha_norm", "redshift"]],
]);

/** With the defaults, rows are of all parameters in the order of those. */
function plainRows(model: Described, kind: Kind, options: FormatCovarianceOptions): readonly FileRow[] {
  const { defaultsOf, gammapy = "2.1" } = options;
  const standard = defaultsOf?.(model.id, model.options, kind) ?? [];
  const units = kind === "spectralModel" ? fileUnits(model) : undefined;
  const added = model.parameters.filter(({ name }) => !standard.some((parameter) => parameter.name === name));
  const isPlaced = kind === "spatialModel" && (model.id === "template" || model.id === "TemplateSpatialModel");
  const isOptional = isPlaced && gammapy === "1.0";
  const [first, second] = exchanged.get(model.id) ?? [];
  const order = gammapy === "2.1" ? [second, first] : [first, second];
  const rank = ({ name }: ParameterRecord) => (order.includes(name) ? order.indexOf(name) : 2);
  return [...standard, ...added]
    .sort((a, b) => rank(a) - rank(b))
    .map((parameter) => ({
      label: parameter.name,
      isOurs: parameter !== templateNorm,
      isOptional,
      factor: 1 / (units?.get(parameter.name)?.scale ?? 1),
    }));
}

/** As Python writes a float: 0.0, 1e-05, 1.5e-12. */
function pythonFloat(value: number): string {
  const [mantissa, power] = value.toExponential().split("e");
  const exponent = Number(power);
  if (exponent < -4 || exponent >= 16) {
    return `${mantissa}e${exponent < 0 ? "-" : "+"}${String(Math.abs(exponent)).padStart(2, "0")}`;
  }
  return Number.isInteger(value) ? `${value}.0` : String(value);
}

/**
 * The labels of the parameters of `models`, all of them spectral: "model.spectral.index". As in Gammapy, parameters of the parts
 * of a model have the name they have there, so a label may be there twice.
 */
export function covarianceLabels(models: readonly Described[]): readonly string[] {
  return models.flatMap((model) =>
    leafParameters(model).map(({ parameter }) => `${model.name ?? model.id}.spectral.${parameter.name}`),
  );
}

function invalid(name: string, what: string): GammakitError {
  return new GammakitError("invalid-file", `${name} ${what}.`, { file: name });
}

import { type AbsorptionTable, GammakitError, type ParameterRecord, pow } from "@gammakit/core";
import { eblFile } from "./ebl-files.ts";
import { type FileContext, isYamlMap } from "./file-context.ts";
import { withParameterNumbers } from "./file-units.ts";
import type { LabeledParameter } from "./parse-parameters.ts";
import { checkKnown } from "./parse-prior.ts";
import type { SpectralContext, UnlinkedRecord } from "./parse-spectral.ts";
import type { YamlMap, YamlValue } from "./parse-yaml.ts";
import type { SpectralGrid } from "./read-spectral-grid.ts";

/** A block of a file, its parameters in canonical units. */
interface Block {
  readonly id: string;
  readonly options: Readonly<Record<string, unknown>>;
  readonly labeled: readonly LabeledParameter[];
}

type Form = (block: Block, where: string, context: SpectralContext) => UnlinkedRecord;

/** What of Gammapy's forms is another one here, by id and by the names that stand for it where nothing resolves them. */
const forms = new Map<string, Form>([
  ...named(template, "template", "TemplateSpectralModel"),
  ...named(fourthCatalog, "super-exp-cutoff-power-law-4fgl", "SuperExpCutoffPowerLaw4FGLSpectralModel", "secpl-4fgl"),
  ...named(constant, "constant", "ConstantSpectralModel", "const"),
  ...named(grid, "template-nd", "TemplateNDSpectralModel", "templateND"),
  ...named(absorption, "ebl-absorption-norm", "EBLAbsorptionNormSpectralModel", "ebl-norm"),
]);

function named(form: Form, ...names: readonly string[]): readonly (readonly [string, Form])[] {
  return names.map((name) => [name, form] as const);
}

/** The record of a block, in the form that models of this library have. */
export function toOurForm(block: Block, where: string, context: SpectralContext): UnlinkedRecord {
  return (forms.get(block.id) ?? plain)(block, where, context);
}

function plain({ id, options, labeled }: Block): UnlinkedRecord {
  return {
    record: {
      id,
      ...(Object.keys(options).length > 0 && { options }),
      parameters: labeled.map(({ parameter }) => parameter),
    },
    labels: new Map(labeled.flatMap(({ parameter, label }) => (label === undefined ? [] : [[parameter, label]]))),
    factors: labeled.map(({ parameter, factor }) => [parameter.name, factor] as const),
  };
}

/** Templates of Gammapy 1.0 have a norm. Where it says something, the template is multiplied by a factor with that norm. */
function template(block: Block, where: string, { file, resolve }: SpectralContext): UnlinkedRecord {
  const norm = block.labeled.find(({ parameter }) => parameter.name === "norm");
  const bare = plain({ ...block, labeled: block.labeled.filter((entry) => entry !== norm) });
  if (norm === undefined) return bare;
  const { value, frozen = true } = norm.parameter;
  if (value === 1 && frozen && norm.label === undefined) return bare;
  const id = file.within(`${where}.type`, () => resolve?.("PowerLawNormSpectralModel") ?? "PowerLawNormSpectralModel");
  const factor = plain({ id, options: {}, labeled: [{ ...norm, parameter: { ...norm.parameter, frozen } }] });
  return {
    record: { id: "product", options: { parts: [bare.record, factor.record] }, parameters: [] },
    labels: new Map([...bare.labels, ...factor.labels]),
    factors: [...bare.factors, ...factor.factors],
  };
}

/** A constant without unit is a factor, which the model of a spectrum is not. */
function constant(block: Block, where: string, { file }: SpectralContext): UnlinkedRecord {
  const i = block.labeled.findIndex(({ parameter }) => parameter.name === "const" && parameter.unit === "");
  if (i < 0) return plain(block);
  throw file.invalid(
    `${where}.parameters[${i}].unit`,
    "is empty, but const is a spectrum in cm-2 s-1 TeV-1. Give that unit, or for a factor on another spectrum write PowerLawNormSpectralModel with the value as norm and tilt 0, frozen",
  );
}

/**
 * The factor in the exponent goes with MeV in files of Gammapy after 1.3, else with the unit in which the file gives the reference
 * energy; here with TeV.
 */
function fourthCatalog(block: Block, where: string, { file, creator }: SpectralContext): UnlinkedRecord {
  const find = (name: string) => block.labeled.find(({ parameter }) => parameter.name === name);
  const isFixed = goesWithMeV(creator);
  const unit = isFixed ? 1e-6 : (find("reference")?.factor ?? 1);
  if (unit === 1) return plain(block);
  const scale = pow(unit, -(find("index_2")?.parameter.value ?? 2));
  // Such a file leaves out what equals Gammapy's default.
  const left = isFixed && find("expfactor") === undefined ? [{ parameter: defaultFactor, factor: 1 }] : [];
  return plain({
    ...block,
    labeled: [...block.labeled, ...left].map((entry) =>
      entry.parameter.name === "expfactor"
        ? { ...entry, parameter: scaled(entry.parameter, scale, where, file), factor: entry.factor * scale }
        : entry,
    ),
  });
}

/** In MeV to the power of −index_2. */
const defaultFactor: ParameterRecord = { name: "expfactor", value: 1e-14, unit: "" };

/** Development versions of 2.0 count as before: the change came to them halfway. */
function goesWithMeV(creator = ""): boolean {
  const [, major, minor, patch = "0"] = /^Gammapy (\d+)\.(\d+)(?:\.(\d+))?/.exec(creator) ?? ["", "0", "0"];
  if (creator.startsWith("Gammapy 2.0.dev")) return false;
  return Number(major) > 1 || (major === "1" && (Number(minor) > 3 || (minor === "3" && Number(patch) > 0)));
}

function scaled(parameter: ParameterRecord, scale: number, where: string, file: FileContext): ParameterRecord {
  const { name, prior } = parameter;
  if (prior !== undefined) checkKnown(prior.id, `${where} (${name}).prior`, file);
  return withParameterNumbers(parameter, (value) => value * scale);
}

/** The table that a model of absorption names, where it has been read. */
function absorption(block: Block, where: string, { file, tables }: SpectralContext): UnlinkedRecord {
  const name = tableName(block.options);
  if (name === undefined) return plain(block);
  const { filename: _, reference: __, ...others } = block.options;
  const surplus = Object.keys(others).filter((key) => ["energy", "param", "values"].includes(key));
  if (surplus.length > 0) {
    throw file.invalid(where, `names the table ${JSON.stringify(name)} and has ${surplus.join(", ")} besides`);
  }
  const table = tables?.get(name);
  return plain({ ...block, options: table === undefined ? { filename: name, ...others } : { ...others, table } });
}

/** The table of spectra that a model names, where it has been read. Its unit is that of the map. */
function grid(block: Block, _where: string, { grids }: SpectralContext): UnlinkedRecord {
  const { filename } = block.options;
  if (typeof filename !== "string") return plain(block);
  return plain({ ...block, options: { ...(grids?.get(filename) ?? { filename }) } });
}

function tableName({ filename, reference }: Readonly<Record<string, unknown>>): string | undefined {
  const name = filename ?? reference;
  return typeof name === "string" ? eblFile(name) : undefined;
}

/** Names of the absorption tables that the models anywhere within `value` need. */
export function tablesNeeded(value: YamlValue | undefined): ReadonlySet<string> {
  return namesIn(value, (block) => (isOf(absorption, block) ? tableName(block) : undefined));
}

/** Names of the tables of spectra that the models anywhere within `value` need. */
export function gridsNeeded(value: YamlValue | undefined): ReadonlySet<string> {
  return namesIn(value, (block) =>
    isOf(grid, block) && typeof block.filename === "string" ? block.filename : undefined,
  );
}

function namesIn(
  value: YamlValue | undefined,
  nameOf: (block: YamlMap) => string | undefined,
  found: Set<string> = new Set(),
): ReadonlySet<string> {
  if (Array.isArray(value)) for (const item of value) namesIn(item, nameOf, found);
  if (!isYamlMap(value)) return found;
  const name = nameOf(value);
  if (name !== undefined) found.add(name);
  for (const entry of Object.values(value)) namesIn(entry, nameOf, found);
  return found;
}

function isOf(form: Form, { type }: YamlMap): boolean {
  return typeof type === "string" && forms.get(type) === form;
}

/** `component` with the tables that come with the reference data named by their place there, whatever folder the file says. */
export function withTablePlaces(component: YamlMap): YamlMap {
  const change = (value: YamlValue): YamlValue => {
    if (Array.isArray(value)) return value.map(change);
    if (!isYamlMap(value)) return value;
    const entries = Object.entries(value).map(([key, entry]) => [
      key,
      isOf(absorption, value) && key === "filename" && typeof entry === "string" ? eblFile(entry) : change(entry),
    ]);
    return Object.fromEntries(entries);
  };
  return change(component) as YamlMap;
}

/**
 * The options of a model as Gammapy writes them: a table by the name of its file, or in full.
 * Throws "unsupported" for a table of spectra without a file, which these files cannot hold.
 */
export function optionsForFile(options: unknown, id: string): Readonly<Record<string, unknown>> {
  if (typeof options !== "object" || options === null) return {};
  if (forms.get(id) === grid) {
    const { filename, values } = options as Partial<SpectralGrid>;
    if (filename !== undefined) return { filename, ...(values && { unit: values.unit }) };
    throw new GammakitError(
      "unsupported",
      `A models file cannot hold the table of "${id}". Write a file of it with writeMap and give its name as options.filename.`,
      { id },
    );
  }
  const { table, ...others } = options as { readonly table?: AbsorptionTable };
  if (table === undefined) return others;
  if (table.file !== undefined) return { ...others, filename: table.file };
  const width = table.energy.length;
  return {
    ...others,
    energy: { data: [...table.energy], unit: "TeV" },
    param: { data: [...table.redshift], unit: "" },
    values: {
      data: Array.from(table.redshift, (_, k) => [...table.transmission.subarray(k * width, (k + 1) * width)]),
      unit: "",
    },
  };
}

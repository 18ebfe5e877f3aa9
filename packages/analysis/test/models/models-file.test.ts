import {
  bufferSource,
  compileSpatialIntegral,
  compileTemporal,
  compileTemporalMean,
  createGti,
  createWcs,
  type Instant,
  instantFromMjd,
  type Kind,
  type Parameter,
  parameterValues,
  type SpatialModel,
  secondsBetween,
  spatialFromRecord,
  type TemporalModel,
  temporalFromRecord,
} from "@gammakit/core";
import { formatModels, type ModelsFile, parseModels, parseYaml, readTemplates, type YamlMap } from "@gammakit/io";
import { describeWith, readData, readJson } from "@gammakit-tools/vitest/data";
import { describe, expect, test } from "vitest";
import { presetRegistry } from "../../src/index.ts";

const registry = presetRegistry();
const folder = "formats/models";
const day = 86400;

/** What is not a spectrum is resolved; what is stays as it is, for these tests need none. */
const resolve = (type: string, kind: Kind) => (kind === "spectralModel" ? type : registry.idOf(kind, type));
const output = {
  typeOf: (id: string, kind: Kind) => registry.list(kind).find((extension) => extension.id === id)?.aliases?.[0] ?? id,
};

function defaultsOf(id: string, options: unknown, kind: Kind): readonly Parameter[] {
  return kind === "spatialModel" || kind === "temporalModel" ? registry.create(kind, id, { options }).parameters : [];
}

async function readFile(name: string): Promise<string> {
  return new TextDecoder().decode(await readData("GAMMAKIT_CORPORA", `${folder}/${name}`));
}

/** The models of a file, with the maps and tables it names. */
async function readWithTemplates(name: string): Promise<ModelsFile["models"]> {
  const { models } = parseModels(await readFile(name), { name, resolve });
  const files = new Map<string, Uint8Array<ArrayBuffer>>();
  for (const { spatial, temporal } of models) {
    for (const { options } of [spatial, temporal].filter((part) => part !== undefined)) {
      const { filename } = (options ?? {}) as { readonly filename?: string };
      if (filename !== undefined) files.set(filename, await readData("GAMMAKIT_CORPORA", `${folder}/${filename}`));
    }
  }
  return readTemplates(models, {
    openFile: (filename) => bufferSource(files.get(filename) ?? new Uint8Array(0), filename),
  });
}

interface Expected {
  readonly name: string;
  readonly n_parameters: number;
  readonly types: { readonly spatial_model: string | null; readonly temporal_model: string | null };
  readonly parameters: readonly { readonly name: string; readonly value: number; readonly frozen: boolean }[];
}
interface Corpus {
  readonly yaml_expected: readonly Expected[];
  readonly spatial: Readonly<Record<string, Reference>>;
  readonly temporal: Readonly<Record<string, Reference>>;
}
interface Reference {
  readonly points: readonly (readonly [number, number])[];
  readonly value: readonly number[];
  readonly energy_TeV?: number;
  readonly evaluation_radius_deg: number;
  readonly mjd_tt: readonly number[];
  readonly integral_gti?: readonly number[];
  readonly gti_days: readonly (readonly [number, number])[];
  readonly parameters: readonly { readonly name: string; readonly value: number }[];
  readonly integrate_geom: {
    readonly sum: number;
    readonly max: number;
    readonly row_30: readonly number[];
  };
}

describeWith(["GAMMAKIT_CORPORA"], "spatial and temporal models of the files of Gammapy", () => {
  const corpus = () => readJson<Corpus>("GAMMAKIT_CORPORA", `${folder}/models.json`);

  test("every one becomes a model with the parameters that Gammapy reads", async () => {
    const models = await readWithTemplates("all_models.yaml");
    const { yaml_expected } = await corpus();
    let compared = 0;
    for (const { name, types, parameters, n_parameters } of yaml_expected) {
      const record = models.find((model) => model.name === name);
      if (record === undefined) continue;
      const parts = [
        ...(record.spatial ? [spatialFromRecord(record.spatial, registry)] : []),
        ...(record.temporal ? [temporalFromRecord(record.temporal, registry)] : []),
      ];
      expect(parts.length).toBe((types.spatial_model ? 1 : 0) + (types.temporal_model ? 1 : 0));
      const own = parts.flatMap((part) => part.parameters);
      // The corpus lists the first twelve parameters of a model.
      const listed = parameters.slice(n_parameters - own.length);
      expect(own.slice(0, listed.length).map(({ name, value, frozen = false }) => ({ name, value, frozen }))).toEqual(
        listed.map(({ name, value, frozen }) => ({ name, value, frozen })),
      );
      compared += parts.length;
    }
    console.log(`parameters of ${compared} spatial and temporal models agree`);
    expect(compared).toBe(44);
  });

  test.each([
    ["all_models.yaml", false],
    ["all_models_full.yaml", true],
  ])("%s: what is read is written, key by key", async (name, full) => {
    const source = await readFile(name);
    const file = parseModels(source, { name, resolve });
    const models = full ? await readWithTemplates(name) : file.models;
    const text = formatModels(models, { ...output, ...file, full, ...(full && { defaultsOf }) });
    const [before, after] = [blocks(source), blocks(text)];
    if (full) {
      // Gammapy writes the parameters of a phase curve in short also where it is asked for all.
      const phase = JSON.stringify(["temp_phase", "SkyModel", null]);
      expect(after.get(phase)).toMatchObject({ ...before.get(phase), spatial: undefined });
      after.set(phase, before.get(phase) ?? { spatial: undefined, temporal: undefined });
    }
    expect(after).toEqual(before);
    expect(before.size).toBe(file.models.length + file.backgrounds.length);
    expect([...before.values()].filter(({ spatial }) => spatial !== undefined).length).toBeGreaterThan(30);
  });

  test("a background is a factor on data sets", async () => {
    const { backgrounds } = parseModels(await readFile("all_models.yaml"), { resolve });
    expect(backgrounds).toMatchObject([
      { type: "FoVBackgroundModel", datasets: ["dataset2"], spatial: { id: "piecewise-norm", frame: "icrs" } },
      { type: "FoVBackgroundModel", datasets: ["dataset1"], spectral: { id: "PowerLawNormSpectralModel" } },
    ]);
    expect(spatialFromRecord(backgrounds[0].spatial ?? { id: "", parameters: [] }, registry).parameters.length).toBe(6);
  });

  describe("templates", () => {
    const part = async (name: string) => {
      const record = (await readWithTemplates("all_models.yaml")).find((model) => model.name === name);
      return {
        spatial: record?.spatial && spatialFromRecord(record.spatial, registry),
        temporal: record?.temporal && temporalFromRecord(record.temporal, registry),
      };
    };

    test.each([
      ["template", "spat_template", 1],
      // The reference is in MeV-1, we are in TeV-1.
      ["template_nonorm", "spat_template_nonorm", 1e6],
    ])("the map of %s", async (key, name, factor) => {
      const { points, value, energy_TeV, evaluation_radius_deg, integrate_geom } = (await corpus()).spatial[key];
      const model = (await part(name)).spatial as SpatialModel;
      const out = new Float64Array(points.length);
      const [lon, lat] = [0, 1].map((k) => Float64Array.from(points, (point) => point[k]));
      const p = parameterValues(model);
      model.evaluate(lon, lat, p, out, energy_TeV);
      for (let i = 0; i < out.length; i++) expect(out[i] / (value[i] * factor)).toBeCloseTo(1, 9);
      expect(model.radius?.(p)).toBeCloseTo(evaluation_radius_deg, 12);
      if (integrate_geom !== undefined) compareIntegral(model, integrate_geom);
    });

    test("a light curve", async () => {
      const reference = (await corpus()).temporal.template;
      const model = (await part("temp_template")).temporal as TemporalModel;
      compareTimes(model, reference, 1e-9);
      // The reference sums 100 values times a step; ours is exact for lines, as a finer sum shows.
      compareSum(model, reference);
    });

    test("a phase curve", async () => {
      const reference = (await corpus()).temporal.phase;
      const model = (await part("temp_phase")).temporal as TemporalModel;
      // Doubles of MJD resolve 0.6 µs, 2e-5 of a cycle, of which the steepest line makes 1e-4.
      compareTimes(model, reference, 3e-4);
    });
  });
});

function compareIntegral(model: SpatialModel, { sum, max, row_30 }: Reference["integrate_geom"]): void {
  const wcs = createWcs({
    center: { frame: "galactic", lon: 10, lat: 5 },
    binSize: 0.05,
    shape: [60, 60],
  });
  const out = new Float64Array(3600);
  compileSpatialIntegral(model, wcs)(parameterValues(model), out);
  expect(out.reduce((a, b) => a + b) / sum).toBeCloseTo(1, 9);
  expect(Math.max(...out) / max).toBeCloseTo(1, 9);
  for (let x = 0; x < 60; x++) expect(out[1800 + x] / row_30[x]).toBeCloseTo(1, 9);
}

const zero: Instant = instantFromMjd(58849, 0, "tt");

function compareTimes(model: TemporalModel, { mjd_tt, value, parameters }: Reference, tolerance: number): void {
  expect(model.parameters.map(({ name, value }) => [name, value])).toEqual(
    parameters.map(({ name, value }) => [name, value]),
  );
  const out = new Float64Array(mjd_tt.length);
  const time = Float64Array.from(mjd_tt, (mjd) => secondsBetween(zero, instantFromMjd(mjd, 0, "tt")));
  compileTemporal(model, zero).evaluate(time, parameterValues(model), out);
  for (let i = 0; i < out.length; i++) expect(Math.abs(out[i] - value[i])).toBeLessThanOrEqual(tolerance * value[i]);
}

function compareSum(model: TemporalModel, { gti_days, integral_gti = [] }: Reference): void {
  const p = parameterValues(model);
  const total = gti_days.reduce((sum, [a, b]) => sum + b - a, 0);
  for (const [i, [a, b]] of gti_days.entries()) {
    const mean = compileTemporalMean(model, createGti(zero, [[a * day, b * day]]))(p);
    const n = 100_000;
    const value = new Float64Array(n);
    const time = value.map((_, k) => (a + ((b - a) * (k + 0.5)) / n) * day);
    compileTemporal(model, zero).evaluate(time, p, value);
    expect(mean / (value.reduce((sum, f) => sum + f, 0) / n)).toBeCloseTo(1, 8);
    expect(Math.abs((mean * (b - a)) / total / integral_gti[i] - 1)).toBeLessThan(0.02);
  }
}

/** The spatial and temporal blocks of a file by component, in whatever order. */
function blocks(text: string): Map<string, { readonly spatial: unknown; readonly temporal: unknown }> {
  const { components } = parseYaml(text, "models.yaml") as { readonly components: readonly YamlMap[] };
  return new Map(
    components.map(({ name, type, datasets_names, spatial, temporal }) => [
      JSON.stringify([name ?? null, type, datasets_names ?? null]),
      { spatial, temporal },
    ]),
  );
}

import {
  bufferSource,
  compileEnergyIntegral,
  compileIntegral,
  type Kind,
  type ModelRecord,
  modelFromRecord,
  parameterValues,
  type SpectralModel,
  toRecord,
} from "@gammakit/core";
import { eblFile, eblReferences, formatModels, parseModels, readEblTable } from "@gammakit/io";
import { eblAbsorptionNorm, powerLaw, productModel } from "@gammakit/models";
import { describeWith, readData, readJson } from "@gammakit-tools/vitest/data";
import { expect, test } from "vitest";
import { presetRegistry } from "../src/preset.ts";
import transmission from "./fixtures/ebl-transmission.json" with { type: "json" };

const registry = presetRegistry();
const names = {
  resolve: (type: string, kind: Kind) => registry.idOf(kind === "prior" ? kind : "spectralModel", type),
  check: (record: ModelRecord) => modelFromRecord(record, registry),
};
const output = {
  typeOf: (id: string, kind: Kind) => registry.list(kind).find((e) => e.id === id)?.aliases?.[0] ?? id,
  defaultsOf: (id: string, options?: unknown) => registry.create("spectralModel", id, { options }).parameters,
};

/** A table of absorption by the name Gammapy has for it. */
async function table(name: string) {
  const file = eblFile(name);
  const bytes = await readData("GAMMAPY_DATA", file.replace("$GAMMAPY_DATA/", ""));
  return readEblTable(bufferSource(bytes, file), { file });
}

async function text(path: string): Promise<string> {
  return new TextDecoder().decode(await readData("GAMMAKIT_CORPORA", path));
}

function over(compile: typeof compileIntegral, model: SpectralModel, low: number, high: number): number {
  const out = new Float64Array(1);
  compile(model, Float64Array.of(low, high))(parameterValues(model), out);
  return out[0];
}

interface Expected {
  readonly name: string;
  readonly parameters: readonly { readonly name: string; readonly value: number; readonly frozen: boolean }[];
  readonly types: { readonly spectral_model: string };
}
interface Oracle {
  readonly energy_TeV: readonly number[];
  readonly value: readonly number[];
  readonly integral: readonly { readonly lo: number; readonly hi: number; readonly value: number }[];
  readonly energy_flux: readonly { readonly lo: number; readonly hi: number; readonly value: number }[];
}
interface Corpus {
  readonly yaml_expected: readonly Expected[];
  readonly spectral: Readonly<Record<string, Oracle>>;
}

describeWith(["GAMMAKIT_CORPORA"], "files with every built-in model", () => {
  test.each(["all_models.yaml", "all_models_full.yaml"])("%s: read, written and read again, the same", async (name) => {
    const { yaml_expected: expected } = await readJson<Corpus>("GAMMAKIT_CORPORA", "formats/models/models.json");
    const file = parseModels(await text(`formats/models/${name}`), { ...names, name });
    const models = file.models.map((record) => modelFromRecord(record, registry));
    let judged = 0;
    for (const model of models) {
      const entry = expected.find((candidate) => candidate.name === model.name);
      if (entry === undefined) throw new Error(`${model.name} is not expected`);
      const own = entry.parameters.slice(0, model.parameters.length);
      expect(
        model.parameters.map(({ value, frozen = false }) => [value, frozen]),
        model.name,
      ).toEqual(own.map(({ value, frozen }) => [value, frozen]));
      judged++;
    }
    expect(judged).toBe(47);
    const full = name.includes("full");
    for (const source of [file.models, models.map((model) => toRecord(model))]) {
      const written = formatModels(source, { ...output, carried: file.carried, full });
      const again = parseModels(written, { ...names, name }).models.map((record) => modelFromRecord(record, registry));
      expect(again.map((model) => toRecord(model))).toEqual(models.map((model) => toRecord(model)));
    }
    console.log(`${name}: ${judged} of 47 sky models, spectra judged.`);
  });
});

describeWith(["GAMMAPY_DATA", "GAMMAKIT_CORPORA"], "absorption by the extragalactic background light", () => {
  test("as the reference has it", async () => {
    const { spectral } = await readJson<Corpus>("GAMMAKIT_CORPORA", "formats/models/models.json");
    const dominguez = await table("dominguez");
    const crab = powerLaw({ index: 2.3, amplitude: 2.5e-12, reference: 1.5 });
    const models: Readonly<Record<string, SpectralModel>> = {
      ebl_norm: eblAbsorptionNorm({ options: { table: dominguez }, redshift: 0.3 }),
      compound_mul_ebl: productModel(
        crab,
        eblAbsorptionNorm({ options: { table: await table("franceschini") }, redshift: 0.1 }),
      ),
    };
    for (const [key, model] of Object.entries(models)) {
      const { energy_TeV: energy, value, integral, energy_flux: eflux } = spectral[key];
      const [out, bare] = [new Float64Array(energy.length), new Float64Array(energy.length).fill(1)];
      model.evaluate(Float64Array.from(energy), parameterValues(model), out);
      if (key !== "ebl_norm") crab.evaluate(Float64Array.from(energy), parameterValues(crab), bare);
      for (let i = 0; i < out.length; i++) {
        expect(out[i] === 0, `${key} ${i}`).toBe(value[i] === 0);
        if (value[i] === 0) continue;
        // The reference keeps ln E of its table in single precision: an optical depth is good to 2e-6 of it there.
        const depth = -Math.log(value[i] / bare[i]);
        expect(Math.abs(Math.log(out[i] / value[i])), `${key} ${i}`).toBeLessThanOrEqual(2e-6 * (1 + depth));
      }
      for (const [compile, list] of [
        [compileIntegral, integral],
        [compileEnergyIntegral, eflux],
      ] as const) {
        for (const { lo, hi, value: wanted } of list) {
          expect(Math.abs(over(compile, model, lo, hi) / wanted - 1), `${key} ${lo}`).toBeLessThan(1e-6);
        }
      }
    }
  });

  test("in double precision, at the edges of the tables and beyond them", async () => {
    expect(transmission.cases.map((entry) => entry.table)).toEqual(eblReferences);
    for (const { table: name, points } of transmission.cases) {
      const model = eblAbsorptionNorm({ options: { table: await table(name) } });
      const out = new Float64Array(1);
      for (const [redshift, energy, wanted] of points) {
        model.evaluate(Float64Array.of(energy), Float64Array.of(1, redshift), out);
        expect(Math.abs(out[0] - wanted), `${name} ${redshift} ${energy}`).toBeLessThanOrEqual(1e-11 * wanted);
      }
    }
  });
});

import {
  compileEnergyIntegral,
  compileIntegral,
  createRegistry,
  parameterValues,
  type SpectralModel,
} from "@gammakit/core";
import { describeWith, readJson } from "@gammakit-tools/vitest/data";
import { expect, test } from "vitest";
import { modelsPlugin } from "../../src/plugin.ts";
import "../to-be-relatively.ts";
import truth from "../fixtures/spectral-integrals.json" with { type: "json" };

const registry = createRegistry([modelsPlugin]);

/** The integral of one bin [TeV]. */
function over(compile: typeof compileIntegral, model: SpectralModel, low: number, high: number): number {
  const out = new Float64Array(1);
  compile(model, Float64Array.of(low, high))(parameterValues(model), out);
  return out[0];
}

test.each(truth.cases.map((entry, k) => ({ title: `${entry.id} ${k}`, ...entry })))(
  "$title: integrals agree with a 30-digit quadrature",
  ({ id, parameters, bins }) => {
    const model = registry.create("spectralModel", id, parameters);
    for (const { low, high, flux, energyFlux } of bins) {
      expect(over(compileIntegral, model, low, high)).toBeRelatively(flux, 1e-12);
      expect(over(compileEnergyIntegral, model, low, high)).toBeRelatively(energyFlux, 1e-12);
    }
  },
);

interface Integral {
  readonly lo: number;
  readonly hi: number;
  readonly value: number;
}
interface Reference {
  readonly class_name: string;
  readonly energy_TeV: readonly number[];
  readonly value: readonly number[];
  readonly integral: readonly Integral[];
  readonly energy_flux: readonly Integral[];
  readonly parameters: readonly { readonly name: string; readonly value: number; readonly frozen: boolean }[];
}

const keys = [
  "const",
  "pl",
  "pl_index1",
  "pl_index2",
  "pl2",
  "bpl",
  "sbpl",
  "ecpl",
  "ecpl_alpha",
  "lp",
  "lp_beta0",
  "gauss",
  "pl_norm",
];

describeWith(["GAMMAKIT_CORPORA"], "values of the reference implementation", () => {
  test.each(keys)("%s", async (key) => {
    type Corpus = { readonly spectral: Readonly<Record<string, Reference>> };
    const reference = (await readJson<Corpus>("GAMMAKIT_CORPORA", "formats/models/models.json")).spectral[key];
    const settings = reference.parameters.map(({ name, value, frozen }) => [name, { value, frozen }] as const);
    const model = registry.create("spectralModel", reference.class_name, Object.fromEntries(settings));
    expect(model.parameters.map(({ name }) => name)).toEqual(reference.parameters.map(({ name }) => name));
    const defaults = registry.create("spectralModel", reference.class_name);
    expect(defaults.parameters.map(({ frozen = false }) => frozen)).toEqual(
      reference.parameters.map(({ frozen }) => frozen),
    );

    const out = new Float64Array(reference.energy_TeV.length);
    model.evaluate(Float64Array.from(reference.energy_TeV), parameterValues(model), out);
    for (let i = 0; i < out.length; i++) expect(out[i]).toBeRelatively(reference.value[i], 1e-12);
    // The trapezoids of the reference are good to some 1e-4, and lose more where a break lies within the bin.
    for (const { lo, hi, value } of reference.integral) {
      expect(over(compileIntegral, model, lo, hi)).toBeRelatively(value, 1e-4);
    }
    for (const { lo, hi, value } of reference.energy_flux) {
      expect(over(compileEnergyIntegral, model, lo, hi)).toBeRelatively(value, 1e-4);
    }
  });
});

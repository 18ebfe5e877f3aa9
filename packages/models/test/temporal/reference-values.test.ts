import {
  compileTemporal,
  compileTemporalMean,
  createGti,
  createRegistry,
  instantFromMjd,
  parameterValues,
  secondsBetween,
  type TemporalModel,
} from "@gammakit/core";
import { describeWith, readJson } from "@gammakit-tools/vitest/data";
import { expect, test } from "vitest";
import { modelsPlugin } from "../../src/plugin.ts";
import "../to-be-relatively.ts";

const registry = createRegistry([modelsPlugin]);

interface Reference {
  readonly tag: string;
  readonly parameters: readonly { readonly name: string; readonly value: number; readonly unit: string }[];
  readonly mjd_tt: readonly number[];
  readonly value: readonly number[];
  readonly integral_gti?: readonly (number | "NaN")[];
  readonly gti_days?: readonly (readonly [number, number])[];
}

const keys = ["const", "linear", "exp", "gauss", "gengauss", "powerlaw", "sine"];
const day = 86400;
/** Where the intervals of the corpus count from: MJD 58849 TT. */
const reference = instantFromMjd(58849, 0, "tt");

/**
 * Integrals in which we differ from the reference on purpose, by case and interval:
 * gengauss: the reference sums 100 values times a step, 1 % too much; ours agrees with a quadrature.
 * sine: the reference takes the primitive of sin to be sin; ours agrees with a quadrature.
 */
const wrongIntegrals = ["gengauss 0", "gengauss 1", "sine 0", "sine 1"];

describeWith(["GAMMAKIT_CORPORA"], "temporal models of the reference implementation", () => {
  const references = async () =>
    (
      await readJson<{ temporal: Readonly<Record<string, Reference>> }>(
        "GAMMAKIT_CORPORA",
        "formats/models/models.json",
      )
    ).temporal;

  test("all of them are compared", async () => {
    const all = Object.keys(await references());
    expect(all.filter((key) => !keys.includes(key))).toEqual(["template", "phase"]);
    console.log(`temporal models: ${keys.length} of ${all.length} cases, the other two in @gammakit/analysis`);
    console.log(`integrals that differ from the reference on purpose: ${wrongIntegrals.join(", ")}`);
  });

  test.each(keys)("%s", async (key) => {
    const { tag, parameters, mjd_tt, value, integral_gti = [], gti_days = [] } = (await references())[key];
    const model = registry.create(
      "temporalModel",
      tag,
      Object.fromEntries(parameters.map(({ name, value }) => [name, value])),
    );
    expect(model.parameters.map(({ name, unit }) => [name, unit])).toEqual(
      parameters.map(({ name, unit }) => [name, unit.replace("rad / d", "d-1 rad").replace("1 / d", "d-1")]),
    );
    const p = parameterValues(model);
    const compiled = compileTemporal(model, reference);
    const time = Float64Array.from(mjd_tt, (mjd) => secondsBetween(reference, instantFromMjd(mjd, 0, "tt")));
    const out = new Float64Array(time.length);
    compiled.evaluate(time, p, out);
    // The reference evaluates at doubles of MJD, which resolve 0.6 µs.
    for (let i = 0; i < out.length; i++) expect(out[i]).toBeRelatively(value[i], 1e-9);

    const total = gti_days.reduce((sum, [a, b]) => sum + b - a, 0);
    for (const [i, [a, b]] of gti_days.entries()) {
      const mean = compileTemporalMean(model, createGti(reference, [[a * day, b * day]]))(p);
      const theirs = integral_gti[i];
      const ours = (mean * (b - a)) / total;
      if (theirs === "NaN") expect(ours).toBeNaN();
      else if (wrongIntegrals.includes(`${key} ${i}`)) {
        expect(Math.abs(ours / theirs - 1)).toBeGreaterThan(1e-4);
        expect(mean).toBeRelatively(quadrature(model, p, a * day, b * day) / ((b - a) * day), 1e-9);
      } else expect(ours).toBeRelatively(theirs, 1e-9);
    }
  });
});

/** ∫ of `model` from `start` to `stop` [s] by Simpson's rule with 200 000 intervals. */
function quadrature(model: TemporalModel, p: Float64Array, start: number, stop: number): number {
  const n = 200_000;
  const h = (stop - start) / n;
  const value = new Float64Array(n + 1);
  compileTemporal(model, reference).evaluate(
    Float64Array.from(value, (_, k) => start + k * h),
    p,
    value,
  );
  return (h / 3) * value.reduce((sum, f, k) => sum + f * (k === 0 || k === n ? 1 : k % 2 === 1 ? 4 : 2), 0);
}

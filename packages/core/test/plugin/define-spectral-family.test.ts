import { expect, test } from "vitest";
import { parameterValues } from "../../src/model/parameter-values.ts";
import { createRegistry } from "../../src/plugin/create-registry.ts";
import { defineSpectralFamily } from "../../src/plugin/define-spectral-family.ts";
import { modelFromRecord } from "../../src/plugin/model-from-record.ts";
import { toRecord } from "../../src/plugin/to-record.ts";

/** A polynomial of a degree that is its option. */
const polynomial = defineSpectralFamily<{ readonly degree: number }>({
  id: "acme/polynomial",
  aliases: ["poly"],
  summary: "Polynomial in energy",
  create(options) {
    const degree = options?.degree ?? 1;
    if (!Number.isInteger(degree)) throw new TypeError("degree must be an integer");
    return {
      options: { degree },
      parameters: Object.fromEntries(
        Array.from({ length: degree + 1 }, (_, k) => [`c_${k}`, { value: k, unit: "" }] as const),
      ),
      evaluate(energy, p, out) {
        for (let i = 0; i < energy.length; i++) out[i] = p.reduceRight((sum, c) => sum * energy[i] + c, 0);
      },
    };
  },
});

test("the parameters follow from the options, which a record carries", () => {
  const model = polynomial({ options: { degree: 2 }, c_1: { value: 5, frozen: true }, name: "curve" });
  expect(model).toMatchObject({ id: "acme/polynomial", name: "curve", options: { degree: 2 } });
  expect([...parameterValues(model)]).toEqual([0, 5, 2]);
  const registry = createRegistry([{ name: "acme", contract: 1, extensions: [polynomial] }]);
  const back = modelFromRecord(structuredClone(toRecord(model)), registry);
  expect(back.parameters).toEqual(model.parameters);
  const out = new Float64Array(1);
  back.evaluate(Float64Array.of(2), parameterValues(back), out);
  expect(out[0]).toBe(18);
  expect(registry.create("spectralModel", "poly").parameters).toHaveLength(2);
});

test("a parameter that a member does not have is refused with those it has", () => {
  expect(() => polynomial({ options: { degree: 1 }, c_2: 1 })).toThrow('has no parameter "c_2". Did you mean');
  expect(() => polynomial({ options: { degree: 1 }, c_1: "3 TeV" })).toThrow("acme/polynomial: c_1");
});

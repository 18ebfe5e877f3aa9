import { describe, expect, expectTypeOf, test } from "vitest";
import { isGammakitError } from "../../src/errors/gammakit-error.ts";
import type { SpectralModel } from "../../src/model/model.ts";
import { parameterValues } from "../../src/model/parameter-values.ts";
import { parameterIndex, parameterOf, withParameters } from "../../src/model/with-parameters.ts";
import { createRegistry } from "../../src/plugin/create-registry.ts";
import { defineSpectralModel } from "../../src/plugin/define-spectral-model.ts";
import { modelFromRecord } from "../../src/plugin/model-from-record.ts";
import { toRecord } from "../../src/plugin/to-record.ts";

const exponential = defineSpectralModel({
  id: "acme/exponential",
  aliases: ["exp"],
  summary: "Flux falling as exp(−E/E₀)",
  parameters: {
    amplitude: { value: 1e-12, unit: "cm-2 s-1 TeV-1", min: 0 },
    scale: { value: 1, unit: "TeV", min: 1e-3, frozen: true },
  },
  evaluate(energy, p, out) {
    for (let i = 0; i < out.length; i++) out[i] = p[0] * Math.exp(-energy[i] / p[1]);
  },
});
const registry = createRegistry([{ name: "acme", contract: 1, extensions: [exponential] }]);

/** The message with which `body` is refused. */
function refusal(body: () => unknown): string {
  try {
    body();
  } catch (error) {
    if (isGammakitError(error, "invalid-input")) return error.message;
    throw error;
  }
  return "not refused";
}

test("numbers are canonical, strings are converted, the rest stays at its default", () => {
  const model = exponential({
    amplitude: 2e-12,
    scale: { value: "300 GeV", frozen: false, max: "1 PeV" },
    name: "crab",
  });
  expect(model).toMatchObject({ id: "acme/exponential", name: "crab" });
  expect(model.parameters).toEqual([
    { name: "amplitude", value: 2e-12, unit: "cm-2 s-1 TeV-1", min: 0 },
    { name: "scale", value: 0.3, unit: "TeV", min: 1e-3, max: 1000, frozen: false },
  ]);
  expect([...parameterValues(exponential())]).toEqual([1e-12, 1]);
  expectTypeOf(exponential).returns.toExtend<SpectralModel>();
});

test("the table of parameters types the factory", () => {
  // @ts-expect-error: there is no such parameter
  expect(refusal(() => exponential({ amplitde: 1 }))).toBe(
    'acme/exponential has no parameter "amplitde". Did you mean "amplitude"? It has: amplitude, scale.',
  );
  // @ts-expect-error: a parameter is no truth value
  expect(refusal(() => exponential({ scale: true }))).toContain("acme/exponential: scale must be a number [TeV]");
});

describe("refused, with the parameter in the message", () => {
  test.each([
    ["a unit of another kind", { scale: "3 s" }, "acme/exponential: scale"],
    ["a string without unit", { scale: "3" }, "acme/exponential: scale"],
    ["NaN", { amplitude: Number.NaN }, "acme/exponential: amplitude must be a finite number, not NaN"],
    ["infinity", { amplitude: Infinity }, "amplitude must be a finite number, not Infinity"],
    ["a limit of NaN", { scale: { min: Number.NaN } }, "scale.min must be a finite number, not NaN; leave it out"],
    ["min above max", { scale: { min: 3, max: 2 } }, "acme/exponential: scale has min > max: 3 … 2 TeV"],
    ["a value below min", { scale: 1e-4 }, "scale = 0.0001 is outside its limits 0.001 … ∞ TeV"],
    ["a value of nothing", { scale: { value: undefined } }, "scale must be a number"],
    ["a negative error", { scale: { error: -1 } }, "scale.error must not be negative"],
    ["a misspelled property", { scale: { vlaue: 1 } }, 'scale has no property "vlaue"'],
    ["a prior that is none", { scale: { prior: {} } }, "scale.prior must be a prior"],
    ["options", { options: {} }, "takes no options"],
    ["a list", [], "must be an object"],
    ["a prototype", JSON.parse('{"__proto__": {}}'), "no parameter"],
  ])("%s", (_, settings, message) => {
    expect(refusal(() => exponential(settings as object))).toContain(message);
  });

  test("at once, where a default breaks the rules", () => {
    const define = () =>
      defineSpectralModel({ id: "x", summary: "", parameters: { a: { value: 1, unit: "", max: 0 } }, evaluate() {} });
    expect(refusal(define)).toContain("x: a = 1 is outside its limits");
    const reserved = () =>
      defineSpectralModel({ id: "x", summary: "", parameters: { name: { value: 1, unit: "" } }, evaluate() {} });
    expect(refusal(reserved)).toContain('cannot be called "name"');
  });
});

test("withParameters changes a copy", () => {
  const model = exponential();
  const changed = withParameters(model, { amplitude: 3e-12, scale: { error: 0.1, link: "other.scale" } });
  expect(changed.parameters[0].value).toBe(3e-12);
  expect(changed.parameters[1]).toMatchObject({ value: 1, error: 0.1, link: "other.scale", frozen: true });
  expect(model.parameters[0].value).toBe(1e-12);
  expect(withParameters(changed, { scale: { link: undefined } }).parameters[1]).not.toHaveProperty("link");
  expect(refusal(() => withParameters(model, { amplitud: 1 }))).toContain('Did you mean "amplitude"');
});

test("a parameter is found by its name", () => {
  const model = exponential({ scale: "300 GeV" });
  expect(parameterIndex(model, "scale")).toBe(1);
  expect(parameterOf(model, "scale")).toMatchObject({ name: "scale", value: 0.3, unit: "TeV", frozen: true });
  expect(refusal(() => parameterOf(model, "scal"))).toContain('Did you mean "scale"');
});

test("a record gives the model back, limits that were taken away included", () => {
  const model = withParameters(exponential({ name: "crab" }), {
    scale: { min: undefined, frozen: undefined, error: Number.NaN },
  });
  const record = structuredClone(toRecord(model, ["obs-1"]));
  expect(record.datasets).toEqual(["obs-1"]);
  const back = modelFromRecord(record, registry);
  expect(back.name).toBe("crab");
  expect(back.parameters).toEqual(model.parameters);
  expect(withParameters(back, { scale: -1 }).parameters[1].value).toBe(-1);
});

test("a record is checked", () => {
  const amplitude = { name: "amplitude", value: 1e-12, unit: "cm-2 s-1 TeV-1" };
  const make =
    (...parameters: (typeof amplitude)[]) =>
    () =>
      modelFromRecord({ id: "exp", parameters }, registry);
  expect(make(amplitude)().parameters[1].value).toBe(1);
  expect(refusal(make(amplitude, amplitude))).toContain("twice");
  expect(refusal(make({ ...amplitude, unit: "cm-2 s-1 MeV-1" }))).toContain('here "cm-2 s-1 TeV-1"');
  expect(refusal(make({ ...amplitude, name: "index" }))).toContain('no parameter "index"');
  expect(refusal(make({ ...amplitude, name: "__proto__" }))).toContain('no parameter "__proto__"');
});

test("options are checked by the definition, and reach the kernels", () => {
  const scaled = defineSpectralModel({
    id: "scaled",
    summary: "A constant times an option",
    parameters: { norm: { value: 2, unit: "" } },
    options: (given) => ({ factor: Number((given as { factor?: number } | undefined)?.factor ?? 1) }),
    evaluate(energy, p, out, options) {
      for (let i = 0; i < energy.length; i++) out[i] = p[0] * options.factor;
    },
  });
  const model = scaled({ options: { factor: 3 } });
  const out = new Float64Array(1);
  model.evaluate(Float64Array.of(1), parameterValues(model), out);
  expect(out[0]).toBe(6);
  expect(toRecord(model).options).toEqual({ factor: 3 });
  expect(scaled().options).toEqual({ factor: 1 });
});

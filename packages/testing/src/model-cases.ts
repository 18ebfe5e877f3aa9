import type { Parameter, Registry } from "@gammakit/core";
import { type ConformanceCase, check } from "./case.ts";
import { checkRefused } from "./refuses.ts";
import { checkSame } from "./same.ts";

/** A kind of model that a registry can make. */
type ModelKind = "spectralModel" | "spatialModel" | "temporalModel";

/** What all models have. */
interface AnyModel {
  readonly id: string;
  readonly name?: string;
  readonly options?: unknown;
  readonly parameters: readonly Parameter[];
}

/** How a model goes to a record and back. */
export interface ModelTrial<M extends AnyModel> {
  readonly kind: ModelKind;
  readonly model: M;
  /** What its factory takes besides options, a name and parameters: frame, scale. */
  readonly extra?: Readonly<Record<string, unknown>>;
  readonly toRecord: (model: M) => object;
  readonly fromRecord: (record: object, registry: Registry) => M;
  /** Some numbers that it gives. */
  readonly values: (model: M) => Float64Array;
}

/** Throws where names are doubled, or values are not finite numbers within their limits. */
export function checkParameters({ parameters }: AnyModel): void {
  const names = parameters.map(({ name }) => name);
  check(new Set(names).size === names.length, `Two parameters have the same name: ${names.join(", ")}.`);
  for (const { name, value, min = -Infinity, max = Infinity } of parameters) {
    check(
      Number.isFinite(value) && min <= value && value <= max,
      `${name} = ${value} is not a finite number within ${min} … ${max}.`,
    );
  }
}

/** Throws where `values` gives a NaN with one parameter at one of its limits. */
export function checkLimits({ parameters }: AnyModel, values: (p: Float64Array) => Float64Array): void {
  for (const [k, { name, min = -Infinity, max = Infinity }] of parameters.entries()) {
    for (const limit of [min, max].filter(Number.isFinite)) {
      const p = Float64Array.from(parameters, ({ value }) => value);
      p[k] = limit;
      check(!values(p).some(Number.isNaN), `With ${name} at its limit ${limit} it gives NaN.`);
    }
  }
}

/** What a model and its factory must do in a registry: survive files and workers, and refuse what is wrong. */
export function registryCases<M extends AnyModel>(
  trial: ModelTrial<M>,
  registry: Registry,
): readonly ConformanceCase[] {
  return [
    {
      name: "its record becomes the same model, after JSON and after a worker",
      run: async () => checkRecordRoundTrip(trial, registry),
    },
    { name: "its factory takes numbers with their unit", run: async () => checkQuantities(trial, registry) },
    {
      name: "its factory refuses unknown parameters, other units, NaN, and values outside the limits",
      run: () => checkRefusals(trial, registry),
    },
  ];
}

function checkRecordRoundTrip<M extends AnyModel>(trial: ModelTrial<M>, registry: Registry): void {
  const { model, toRecord, fromRecord, values } = trial;
  const record = toRecord(model);
  // JSON does not know typed arrays; a clone does.
  const text = holdsArrays(record) ? record : (JSON.parse(JSON.stringify(record)) as object);
  const back = fromRecord(structuredClone(text), registry);
  checkSame("The record", record, toRecord(back));
  checkSame("What it gives", values(model), values(back));
}

function holdsArrays(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  return ArrayBuffer.isView(value) || Object.values(value).some(holdsArrays);
}

function settingsOf<M extends AnyModel>({ model, extra }: ModelTrial<M>): Readonly<Record<string, unknown>> {
  const { name, options } = model;
  return { ...extra, ...(name !== undefined && { name }), ...(options !== undefined && { options }) };
}

function checkQuantities<M extends AnyModel>(trial: ModelTrial<M>, registry: Registry): void {
  const { kind, model } = trial;
  for (const { name, value, unit } of model.parameters) {
    const made = registry.create(kind, model.id, {
      ...settingsOf(trial),
      [name]: `${value} ${unit}`.trim(),
    }) as AnyModel;
    const found = made.parameters.find((parameter) => parameter.name === name);
    check(found?.value === value, `Given "${value} ${unit}", ${name} is ${found?.value} ${found?.unit}.`);
  }
}

async function checkRefusals<M extends AnyModel>(trial: ModelTrial<M>, registry: Registry): Promise<void> {
  const { kind, model } = trial;
  const make = (more: Readonly<Record<string, unknown>>) => () =>
    registry.create(kind, model.id, { ...settingsOf(trial), ...more });
  await checkRefused('A parameter "no_such_parameter"', make({ no_such_parameter: 1 }), "invalid-input");
  for (const { name, unit, min = -Infinity, max = Infinity } of model.parameters) {
    const other = unit === "K" ? "s" : "K";
    await checkRefused(`"1 ${other}" for ${name} in "${unit}"`, make({ [name]: `1 ${other}` }), "invalid-input");
    await checkRefused(`NaN for ${name}`, make({ [name]: Number.NaN }), "invalid-input");
    for (const outside of [min - Math.abs(min) - 1, max + Math.abs(max) + 1].filter(Number.isFinite)) {
      await checkRefused(`${name} = ${outside}, outside its limits,`, make({ [name]: outside }), "invalid-input");
    }
  }
}

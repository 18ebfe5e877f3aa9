import { GammakitError, isGammakitError } from "../errors/gammakit-error.ts";
import { shown } from "./check-plugin.ts";
import { guarded } from "./guard.ts";
import { kindWords } from "./kinds.ts";
import type { ExtensionPoints, Kind } from "./registry.ts";

type Form = "function" | "string" | "number" | "list" | "parameters";

const model = { parameters: "parameters", evaluate: "function" } as const;

/** What the contract of each kind requires besides the id. What is optional is checked by whoever uses it. */
const requiredMembers: { readonly [K in Kind]: { readonly [M in keyof ExtensionPoints[K]]?: Form } } = {
  spectralModel: model,
  spatialModel: { ...model, frame: "string", unit: "string" },
  temporalModel: { ...model, scale: "string" },
  prior: { minusTwoLog: "function" },
  statistic: { accepts: "function", compile: "function" },
  optimizer: { minimize: "function" },
  sampler: { sample: "function" },
  maker: { run: "function" },
  estimator: { run: "function" },
  reader: { sniff: "function", read: "function" },
  writer: { extensions: "list", accepts: "function", write: "function" },
  executor: { concurrency: "number", map: "function", close: "function" },
  renderer: { mediaType: "string", render: "function" },
};

/** Which factory was called, of which plugin. */
export interface Origin {
  readonly kind: Kind;
  readonly id: string;
  readonly plugin: string;
}

/**
 * What the factory gives for `options`, checked against the contract of its kind, and guarded: what it throws later tells who threw it.
 * Errors of this library are passed on; other errors become "invalid-input" where options were given, else "incompatible-plugin".
 */
export function makeChecked(factory: (options?: unknown) => unknown, origin: Origin, options: unknown): object {
  let made: unknown;
  try {
    made = factory(options);
  } catch (error) {
    throw isGammakitError(error) ? error : thrownBy(origin, options, error);
  }
  if (typeof made !== "object" || made === null) throw fault(origin, `returned ${shown(made)}, not an object`);
  if ("then" in made && typeof made.then === "function") {
    // Nobody waits for it: should it fail, that is not another error.
    made.then(undefined, () => undefined);
    throw fault(
      origin,
      "returned a promise, and factories are synchronous: load what is heavy in its asynchronous methods",
    );
  }
  const { id } = made as { readonly id?: unknown };
  if (id !== origin.id) {
    throw fault(origin, `returned an object whose id is ${shown(id)}. Make it by defineExtension, which stamps the id`);
  }
  const required: Readonly<Record<string, Form>> = Object.hasOwn(requiredMembers, origin.kind)
    ? requiredMembers[origin.kind]
    : {};
  for (const [member, form] of Object.entries(required)) {
    const value = (made as Readonly<Record<string, unknown>>)[member];
    const wrong = complaint(value, form);
    if (wrong !== undefined) throw fault(origin, `returned an object whose "${member}" is ${wrong}`);
  }
  return guarded(made, origin);
}

/** What is wrong with a member; undefined where nothing is. */
function complaint(value: unknown, form: Form): string | undefined {
  switch (form) {
    case "list":
      return Array.isArray(value) ? undefined : `${shown(value)}, not a list`;
    case "parameters": {
      if (!Array.isArray(value)) return `${shown(value)}, not a list of parameters`;
      const odd = value.find((entry) => !isParameter(entry));
      return odd === undefined ? undefined : `a list with an entry that is no parameter with name, value and unit`;
    }
    default:
      return typeof value === form ? undefined : `${shown(value)}, not a ${form}`;
  }
}

function isParameter(entry: unknown): boolean {
  const { name, value, unit } = (entry ?? {}) as { name?: unknown; value?: unknown; unit?: unknown };
  return typeof name === "string" && typeof value === "number" && typeof unit === "string";
}

function thrownBy({ kind, id, plugin }: Origin, options: unknown, cause: unknown): GammakitError {
  const what = cause instanceof Error ? `${cause.name}: ${cause.message}` : shown(cause);
  const given = options !== undefined && !(typeof options === "object" && options && Object.keys(options).length === 0);
  const blame = given
    ? "Check the options it is given; if they are right, tell the authors of the plugin."
    : "This is a fault of the plugin: tell its authors.";
  return new GammakitError(
    given ? "invalid-input" : "incompatible-plugin",
    `The ${kindWords(kind)} "${id}" of plugin "${plugin}" can't be made: it threw ${what.replace(/\.$/, "")}. ${blame}`,
    { kind, id, plugin },
    cause,
  );
}

function fault({ kind, id, plugin }: Origin, what: string): GammakitError {
  return new GammakitError(
    "incompatible-plugin",
    `The ${kindWords(kind)} "${id}" of plugin "${plugin}" ${what}. This is a fault of the plugin: tell its authors.`,
    { kind, id, plugin },
  );
}

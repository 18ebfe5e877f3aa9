import type { Objective } from "../contracts/optimizer.ts";
import { GammakitError, isGammakitError } from "../errors/gammakit-error.ts";
import type { SpectralModel } from "../model/model.ts";
import { putBack, rememberGiven, wrongMinimum, wrongSpectrum } from "./check-given.ts";
import type { Origin } from "./check-made.ts";
import { shown } from "./check-plugin.ts";
import { kindWords } from "./kinds.ts";
import type { Kind } from "./registry.ts";

type Method = (...args: readonly unknown[]) => unknown;

/** Kinds whose functions are called in hot loops, and take so many arguments at most that they can be written out. */
const hotKinds: readonly Kind[] = ["spectralModel", "spatialModel", "temporalModel", "prior"];

/**
 * What a plugin's factory made, so that whatever its functions throw tells which extension it was and at what. An error of this library
 * keeps its code and its words. What an optimizer finds is checked against the contract, and so is whether extensions leave the arrays
 * of datasets and objectives as they were. Extensions of this project are left as they are: what they throw is a fault of ours, to be seen as it is.
 */
export function guarded(made: object, origin: Origin): object {
  // Executors run the work of others.
  if (origin.plugin.startsWith("@gammakit/") || origin.kind === "executor") return made;
  const wrong = origin.kind === "spectralModel" ? wrongSpectrum(made as SpectralModel) : undefined;
  if (wrong !== undefined) throw breach(origin, wrong, []);
  const copy: Record<string, unknown> = Object.assign(Object.create(Object.getPrototypeOf(made)), made);
  for (const name of accessorsOf(made))
    Object.defineProperty(copy, name, { enumerable: true, get: () => Reflect.get(made, name) });
  for (const [name, method] of methodsOf(made)) copy[name] = guard(made, name, method, origin);
  if (origin.kind === "statistic") copy.compile = guardCompiled(copy.compile as Method, origin);
  return copy;
}

/** The functions of an object, those of its class included. */
function methodsOf(made: object): readonly (readonly [string, Method])[] {
  const names = new Set([...Object.keys(made), ...Object.keys(membersOfClass(made))]);
  const values = made as Readonly<Record<string, unknown>>;
  return [...names].flatMap((name) => (typeof values[name] === "function" ? [[name, values[name] as Method]] : []));
}

/** What the class of an object computes: it may read what is private, which a copy has not. */
function accessorsOf(made: object): readonly string[] {
  return Object.entries(membersOfClass(made)).flatMap(([name, { get }]) => (get === undefined ? [] : [name]));
}

/** What the class of an object, and those that it extends, define. */
function membersOfClass(made: object): Readonly<Record<string, PropertyDescriptor>> {
  const classes: object[] = [];
  for (let at = Object.getPrototypeOf(made); at !== null && at !== Object.prototype; at = Object.getPrototypeOf(at)) {
    classes.unshift(Object.getOwnPropertyDescriptors(at));
  }
  const { constructor: _, ...members } = Object.assign({}, ...classes) as Record<string, PropertyDescriptor>;
  return members;
}

function guard(made: object, name: string, method: Method, origin: Origin): Method {
  if (hotKinds.includes(origin.kind)) return guardHot(method.bind(made), origin);
  return (...args) => {
    const given = rememberGiven(origin.kind, args);
    const check = (result: unknown): unknown => {
      const changed = putBack(given);
      if (changed.length > 0) throw breach(origin, `changed the ${changed.join(", ")} that it was given`, args);
      const wrong = name === "minimize" ? wrongMinimum(result, args[0] as Objective) : undefined;
      if (wrong !== undefined) throw breach(origin, wrong, args);
      return result;
    };
    const fail = (error: unknown): never => {
      putBack(given);
      throw isCallingOff(error, args) ? error : faultOf(error, origin, placeOf(origin.kind, args));
    };
    let result: unknown;
    try {
      result = method.apply(made, args as unknown[]);
    } catch (error) {
      return fail(error);
    }
    return isPromise(result) ? result.then(check, fail) : check(result);
  };
}

/** The error for an extension that breaks its contract. */
function breach(origin: Origin, what: string, args: readonly unknown[]): GammakitError {
  return new GammakitError(
    "incompatible-plugin",
    `${nameOf(origin)} ${what}${where(placeOf(origin.kind, args))}. This is a fault of it: tell the authors of the plugin, or do without it.`,
    { extension: origin },
  );
}

/** The same for a function that is called millions of times. */
function guardHot(method: Method, origin: Origin, at?: string): Method {
  return (a, b, c, d, e) => {
    try {
      return method(a, b, c, d, e);
    } catch (error) {
      throw faultOf(error, origin, at);
    }
  };
}

/** A statistic that is made ready for a dataset is a hot loop of its own. */
function guardCompiled(compile: Method, origin: Origin): Method {
  return (dataset) => {
    const compiled = compile(dataset) as Readonly<Record<string, unknown>> | null | undefined;
    const at = placeOf("statistic", [dataset]);
    if (typeof compiled?.value !== "function") {
      const what = isPromise(compiled) ? "a promise: statistics are synchronous" : "nothing with a function value";
      if (isPromise(compiled)) compiled.then(undefined, () => undefined);
      throw breach(origin, `made ${what}`, [dataset]);
    }
    const methods = methodsOf(compiled).map(([name, method]) => [name, guardHot(method.bind(compiled), origin, at)]);
    return { ...compiled, ...Object.fromEntries(methods) };
  };
}

/** What an extension threw, with its name and place; as it is where that has been said already. */
function faultOf(error: unknown, origin: Origin, at: string | undefined): unknown {
  if (isGammakitError(error)) {
    if (error.details.extension !== undefined || error.code === "aborted") return error;
    const said = error.message.includes(`"${origin.id}"`) ? [] : [nameOf(origin)];
    const rest = [...said, ...(at === undefined ? [] : [at])].join(", ");
    const message = rest === "" ? error.message : `${error.message} (${rest})`;
    return new GammakitError(error.code, message, { ...error.details, extension: origin }, error);
  }
  const what = error instanceof Error ? `${error.name}: ${error.message}` : shown(error);
  // A bare Error may be meant for the user, of a plugin that has no others.
  const isMeant = error instanceof Error && error.name === "Error";
  const verdict = isMeant ? "If nothing is wrong with the job or its data," : "This is a fault of it:";
  return new GammakitError(
    "task-failed",
    `${nameOf(origin)} threw ${what.replace(/\.$/, "")}${where(at)}. ${verdict} tell the authors of the plugin, or do without it.`,
    { extension: origin },
    error,
  );
}

function nameOf({ kind, id, plugin }: Origin): string {
  return `The ${kindWords(kind)} "${id}" of plugin "${plugin}"`;
}

function where(at: string | undefined): string {
  return at === undefined ? "" : `, at ${at}`;
}

/** What a function of an extension was called for, in words. */
function placeOf(kind: Kind, [first, second]: readonly unknown[]): string | undefined {
  const { name, title } = (first ?? {}) as { readonly name?: unknown; readonly title?: unknown };
  switch (kind) {
    case "maker": {
      const { id } = (second ?? {}) as { readonly id?: unknown };
      const dataset = typeof name === "string" && name !== "" ? [`dataset ${name}`] : [];
      return [...dataset, ...(typeof id === "number" && id !== 0 ? [`run ${id}`] : [])].join(" of ") || undefined;
    }
    case "statistic":
      return typeof name === "string" ? `dataset ${name}` : undefined;
    case "reader":
      return typeof name === "string" ? name : typeof second === "string" ? second : undefined;
    case "writer":
      return typeof second === "string" ? second : undefined;
    case "renderer":
      return typeof title === "string" ? `figure "${title}"` : undefined;
    default:
      return undefined;
  }
}

/** Whether the error only says that the work was called off. */
function isCallingOff(error: unknown, args: readonly unknown[]): boolean {
  if ((error as Error | null | undefined)?.name === "AbortError") return true;
  return args.some((arg) => (arg as { readonly signal?: AbortSignal } | null | undefined)?.signal?.aborted === true);
}

function isPromise(value: unknown): value is Promise<unknown> {
  return typeof (value as { readonly then?: unknown } | null | undefined)?.then === "function";
}

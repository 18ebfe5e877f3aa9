import { describe, expect, test } from "vitest";
import {
  createRegistry,
  type Dataset,
  defineExtension,
  GammakitError,
  isGammakitError,
  type Kind,
  type Plugin,
  type Registry,
  type SpectralModel,
} from "../../src/index.ts";

type Made = Readonly<Record<string, unknown>>;

/** What a registry makes of the members of an extension of a plugin. */
function made<K extends Kind>(kind: K, members: Made, plugin = "@acme/p"): ReturnType<Registry["create"]> & Made {
  const factory = Object.assign(() => ({ id: "acme/it", ...members }), { kind, id: "acme/it", summary: "It" });
  const registry = createRegistry([{ name: plugin, contract: 1, extensions: [factory] } as unknown as Plugin]);
  return registry.create(kind, "acme/it") as never;
}

/** What a call throws, or a promise of it is rejected with. */
async function thrown(work: () => unknown): Promise<GammakitError> {
  try {
    await work();
  } catch (error) {
    return error as GammakitError;
  }
  throw new Error("nothing was thrown");
}

const call = (what: Made, name: string, ...args: readonly unknown[]) =>
  thrown(() => (what[name] as (...args: readonly unknown[]) => unknown)(...args));

const fault = new TypeError("Cannot read properties of undefined (reading 'x')");
const fails = () => {
  throw fault;
};
const failsLater = async () => fails();
const dataset = { name: "33787-0" };
const start = Float64Array.of(1, 2);
const extension = { id: "acme/it", plugin: "@acme/p" };

describe("what a plugin throws tells which extension it was, and where", () => {
  const model = { parameters: [], frame: "icrs", unit: "sr-1", scale: "utc" };
  test.each<[Kind, Made, string, readonly unknown[], string]>([
    ["maker", { run: fails }, "run", [dataset, { id: 33787 }], ", at dataset 33787-0 of run 33787"],
    ["maker", { run: fails }, "run", [{ name: "" }, { id: 33787 }], ", at run 33787"],
    ["estimator", { run: failsLater }, "run", [[dataset, { name: "b" }], []], ""],
    ["optimizer", { minimize: failsLater }, "minimize", [{ start }], ""],
    ["optimizer", { minimize() {}, interval: fails }, "interval", [{}, {}, 0, 1], ""],
    ["sampler", { sample: fails }, "sample", [{}], ""],
    ["reader", { sniff: fails, read() {} }, "sniff", [new Uint8Array(1), "a.dat"], ", at a.dat"],
    ["reader", { sniff() {}, read: failsLater }, "read", [{ name: "a.dat" }], ", at a.dat"],
    ["writer", { extensions: [], accepts() {}, write: fails }, "write", [{}, "b.dat"], ", at b.dat"],
    ["statistic", { accepts: fails, compile() {} }, "accepts", [dataset], ", at dataset 33787-0"],
    ["statistic", { accepts() {}, compile: fails }, "compile", [dataset], ", at dataset 33787-0"],
    ["renderer", { mediaType: "image/x", render: fails }, "render", [{ title: "Index" }], ', at figure "Index"'],
    ["prior", { minusTwoLog: fails }, "minusTwoLog", [1], ""],
    ["spectralModel", { ...model, evaluate: fails }, "evaluate", [], ""],
    ["spectralModel", { ...model, evaluate() {}, integrate: fails }, "integrate", [], ""],
    ["spatialModel", { ...model, evaluate: fails }, "evaluate", [], ""],
    ["temporalModel", { ...model, evaluate: fails }, "evaluate", [], ""],
  ])("%s", async (kind, members, method, args, place) => {
    const error = await call(made(kind, members), method, ...args);
    expect(error.message).toMatch(/^The [a-z ]+ "acme\/it" of plugin "@acme\/p" threw TypeError: Cannot read/);
    expect(error.message).toContain(`(reading 'x')${place}. This is a fault of it: tell the authors of the plugin`);
    expect(error).toMatchObject({ code: "task-failed", cause: fault, details: { extension: { kind, ...extension } } });
  });

  test("a bare error may be meant for the user", async () => {
    const run = () => {
      throw new Error("I need two runs.");
    };
    expect((await call(made("estimator", { run }), "run", [dataset])).message).toBe(
      'The estimator "acme/it" of plugin "@acme/p" threw Error: I need two runs. If nothing is wrong with the job or its data, tell the authors of the plugin, or do without it.',
    );
  });

  test("in the hot loop of a statistic, too", async () => {
    const { compile } = made("statistic", { accepts() {}, compile: () => ({ value: fails }) }) as unknown as {
      compile(dataset: unknown): Made;
    };
    expect((await call(compile(dataset), "value", new Float64Array(1))).message).toContain(
      "(reading 'x'), at dataset 33787-0. This",
    );
    const promised = made("statistic", { accepts() {}, compile: failsLater });
    expect((await call(promised, "compile", dataset)).message).toContain(
      "made a promise: statistics are synchronous, at dataset 33787-0.",
    );
  });
});

describe("what an optimizer finds is checked", () => {
  const sound = { status: "converged", x: start, value: 1, evaluations: 3, message: "" };
  test.each([
    ["nothing", undefined, "found undefined, not an object"],
    ["another status", { ...sound, status: "ok" }, 'whose "status" is "ok", not one of converged, max-evaluations'],
    ["a plain list", { ...sound, x: [1, 2] }, 'whose "x" is no Float64Array of 2 values'],
    ["too few values", { ...sound, x: start.slice(1) }, 'whose "x" is no Float64Array of 2 values'],
    ["no value", { ...sound, value: "1" }, 'whose "value" is "1", not a number'],
    ["a small covariance", { ...sound, covariance: start }, 'whose "covariance" is no Float64Array of 2 × 2 values'],
  ])("%s", async (_, found, words) => {
    for (const minimize of [() => found, async () => found]) {
      const error = await call(made("optimizer", { minimize }), "minimize", { start });
      expect(error.message).toContain(words);
      expect(error).toMatchObject({ code: "incompatible-plugin", details: { extension } });
    }
  });

  test("what is sound is passed on", async () => {
    const minimize = made("optimizer", { minimize: async () => sound }).minimize as (given: object) => Promise<unknown>;
    expect(await minimize({ start })).toBe(sound);
  });
});

describe("what was given must stay as it was", () => {
  const change = (given: { counts: Float64Array; start: Float64Array } | readonly { counts: Float64Array }[]) => {
    const holder = (Array.isArray(given) ? given[0] : given) as { counts?: Float64Array; start?: Float64Array };
    holder.counts?.fill(Number.NaN);
    holder.start?.fill(7);
  };
  const data = () => ({ name: "a", counts: Float64Array.of(1, Number.NaN), maskSafe: Uint8Array.of(1) });
  test.each<[Kind, string, (given: never) => unknown, unknown, string]>([
    ["maker", "run", change, data(), "changed the counts that it was given, at dataset a."],
    ["estimator", "run", change, [data()], "changed the counts that it was given."],
    ["estimator", "run", async (given) => change(given), [data()], "changed the counts that it was given."],
    ["optimizer", "minimize", change, { start: Float64Array.of(1) }, "changed the start that it was given."],
    ["sampler", "sample", change, { start: Float64Array.of(1) }, "changed the start that it was given."],
  ])("by a %s", async (kind, method, work, given, words) => {
    const error = await call(made(kind, { [method]: work }), method, given);
    expect(error.message).toContain(words);
    expect(error.code).toBe("incompatible-plugin");
    expect([data(), [data()], { start: Float64Array.of(1) }]).toContainEqual(given);
  });

  test("and may be given back", () => {
    const given = data();
    const same = made("maker", { run: (dataset: unknown) => dataset }).run as (given: unknown) => unknown;
    expect(same(given)).toBe(given);
  });
});

describe("left as it is", () => {
  test("an error of this library keeps its code, its words and its details", async () => {
    const own = new GammakitError("invalid-input", "The gap is too wide.", { gap: 3 });
    const throws = () => {
      throw own;
    };
    const error = await call(made("maker", { run: throws }), "run", dataset, { id: 7 });
    expect(error.message).toBe(
      'The gap is too wide. (The maker "acme/it" of plugin "@acme/p", dataset 33787-0 of run 7)',
    );
    expect(error).toMatchObject({ code: "invalid-input", cause: own, details: { gap: 3, extension } });
  });

  test("what an extension within it has thrown", async () => {
    const inner = await call(made("prior", { minusTwoLog: fails }, "inner"), "minusTwoLog", 1);
    const outer = made("optimizer", {
      minimize: () => {
        throw inner;
      },
    });
    expect(await call(outer, "minimize", { start })).toBe(inner);
  });

  test("what says that the work was called off", async () => {
    const minimize = async () => {
      throw new DOMException("enough", "AbortError");
    };
    expect(isGammakitError(await call(made("optimizer", { minimize }), "minimize", { start }))).toBe(false);
    const signal = AbortSignal.abort("enough");
    expect(await call(made("optimizer", { minimize: fails }), "minimize", { start }, { signal })).toBe(fault);
  });

  test("what extensions of this project throw: it is a fault of ours", async () => {
    expect(await call(made("maker", { run: fails }, "@gammakit/makers"), "run", dataset, { id: 7 })).toBe(fault);
  });

  test("what is given back, at once or later, and an object's own class", async () => {
    class Counting {
      readonly id = "acme/it";
      calls = 0;
      run(given: Dataset) {
        this.calls++;
        return given;
      }
    }
    const counting = new Counting();
    const factory = Object.assign(() => counting, { kind: "maker", id: "acme/it", summary: "It" });
    const plugin = { name: "acme", contract: 1, extensions: [factory] } as unknown as Plugin;
    const maker = createRegistry([plugin]).create("maker", "acme/it");
    expect(maker.run(dataset as Dataset, {} as never)).toBe(dataset);
    expect(maker).toBeInstanceOf(Counting);
    expect(counting.calls).toBe(1);
    class Private {
      readonly #count = 3;
      get concurrency() {
        return this.#count;
      }
      get parameters() {
        return [];
      }
      evaluate() {
        return this.#count;
      }
    }
    const label = { id: "acme/private", summary: "It" };
    const extension = defineExtension("spectralModel", label, () => new Private() as unknown as SpectralModel);
    const spectral = createRegistry([{ name: "acme", contract: 1, extensions: [extension] }]).create(
      "spectralModel",
      "acme/private",
    );
    for (const model of [spectral, extension()] as unknown as (Private & SpectralModel)[]) {
      expect([model.id, model.concurrency, model.parameters, (model as Private).evaluate()]).toEqual([
        "acme/private",
        3,
        [],
        3,
      ]);
    }
    expect(await (made("estimator", { run: async () => 3 }).run as () => Promise<number>)()).toBe(3);
  });
});

import { describe, expect, test } from "vitest";
import {
  type AnyExtension,
  createRegistry,
  defineExtension,
  GammakitError,
  type Kind,
  type Plugin,
  type Registry,
} from "../../src/index.ts";

const pluginOf = (extensions: readonly unknown[], name = "acme"): Plugin => ({
  name,
  contract: 1,
  extensions: extensions as readonly AnyExtension[],
});

/** An extension written by hand, with a factory that may give anything. */
const extensionOf = (kind: string, id: string, factory: (options?: unknown) => unknown, more: object = {}) =>
  Object.assign((options?: unknown) => factory(options), { kind, id, summary: "For a test", ...more });

const search = defineExtension(
  "optimizer",
  { id: "acme/search", aliases: ["AcmeSearch"], summary: "For a test" },
  ({ tries = 10 }: { readonly tries?: number } = {}) => ({
    minimize: ({ start }) => ({ status: "converged", x: start, value: 0, evaluations: tries, message: "" }) as const,
  }),
);

const make = (kind: Kind, factory: (options?: unknown) => unknown, options?: unknown) =>
  createRegistry([pluginOf([extensionOf(kind, "acme/it", factory)])]).create(kind, "acme/it", options);

/** The error that something throws. */
function errorOf(act: () => unknown): GammakitError {
  try {
    act();
  } catch (error) {
    if (error instanceof GammakitError) return error;
    throw error;
  }
  throw new Error("nothing was thrown");
}

describe("names", () => {
  const registry = createRegistry([pluginOf([search])]);

  test("an id and an alias make the same extension", () => {
    expect(registry.create("optimizer", "acme/search").id).toBe("acme/search");
    expect(registry.create("optimizer", "AcmeSearch").id).toBe("acme/search");
    expect(registry.idOf("optimizer", "AcmeSearch")).toBe("acme/search");
  });

  test("a name that nobody has is refused with the nearest one, or with the kind that has it", () => {
    expect(errorOf(() => registry.create("optimizer", "acme/serch"))).toMatchObject({
      code: "unknown-extension",
      message: 'No optimizer named "acme/serch". Did you mean "acme/search"? Registered: acme/search.',
      details: { kind: "optimizer", name: "acme/serch", suggestion: "acme/search" },
    });
    expect(errorOf(() => registry.create("sampler", "acme/search")).message).toBe(
      'No sampler named "acme/search". There is an optimizer of that name. Registered: none.',
    );
    expect(errorOf(() => registry.create("optimizer", "other/climb")).message).toBe(
      'No optimizer named "other/climb". Registered: acme/search. Is its plugin in createRegistry([...])?',
    );
  });

  test("a kind that is almost one of ours is refused", () => {
    const unsafe = registry as unknown as { list(kind: string): unknown; create: Registry["create"] };
    expect(errorOf(() => unsafe.list("optimiser"))).toMatchObject({
      code: "unknown-extension",
      message: 'There is no kind of extension "optimiser". Did you mean "optimizer"?',
    });
    expect(errorOf(() => unsafe.create("spectralmodels" as Kind, "x")).message).toContain('"spectralModel"');
    expect(errorOf(() => createRegistry([pluginOf([extensionOf("optimiser", "x", () => ({}))])])).message).toContain(
      'Plugin "acme", extension 0: There is no kind of extension "optimiser"',
    );
  });

  test("a kind of somebody else's is taken, and its things need an id only", () => {
    const kind = "hologram" as Kind;
    const other = createRegistry([pluginOf([extensionOf(kind, "acme/it", () => ({ id: "acme/it" }))])]);
    expect(other.create(kind, "acme/it")).toEqual({ id: "acme/it" });
    expect(registry.list(kind)).toEqual([]);
  });

  test("duplicates name both plugins, or the one that is listed twice", () => {
    const again = extensionOf("optimizer", "AcmeSearch", () => ({}));
    expect(errorOf(() => createRegistry([pluginOf([search]), pluginOf([again], "other")]))).toMatchObject({
      code: "duplicate-extension",
      message: 'Two plugins name an optimizer "AcmeSearch": acme and other. Leave one of them out, or rename it.',
    });
    expect(errorOf(() => createRegistry([pluginOf([search, again])])).message).toContain(
      'Plugin "acme" names two optimizers "AcmeSearch"',
    );
    const acme = pluginOf([search]);
    expect(errorOf(() => createRegistry([acme]).with(acme)).message).toBe(
      'Plugin "acme" is listed twice. Leave one out.',
    );
  });
});

describe("what is no plugin", () => {
  const refusal = (...plugins: readonly unknown[]) => errorOf(() => createRegistry(plugins as readonly Plugin[]));
  test.each([
    ["undefined", undefined, "Entry 0 of the plugins is undefined, not a plugin."],
    ["text", "@acme/plugin", 'Entry 0 of the plugins is "@acme/plugin", not a plugin.'],
    ["a factory", () => ({}), "Entry 0 of the plugins is a function, not a plugin."],
    [
      "a module",
      { acmePlugin: pluginOf([]), other: 1 },
      "a module that exports a plugin. List what it exports: acmePlugin.",
    ],
    ["without a name", { contract: 1, extensions: [] }, "Entry 0 of the plugins has no name."],
    [
      "of contract 2",
      { ...pluginOf([]), contract: 2 },
      'Plugin "acme" was written for contract 2; this core understands 1.',
    ],
    ["of no contract", { name: "acme", extensions: [] }, 'Plugin "acme" was written for contract undefined'],
    ["without extensions", { name: "acme", contract: 1 }, 'Plugin "acme": its extensions are undefined, not a list.'],
    ["with a made extension", pluginOf([search()]), 'Plugin "acme", extension 0 is an object, not a factory.'],
    ["with a bare factory", pluginOf([() => ({})]), "There is no kind of extension undefined. Kinds are spectralModel"],
    ["with no id", pluginOf([extensionOf("prior", "", () => ({}))]), "extension 0, a prior, has no id."],
    [
      "with no summary",
      pluginOf([search, extensionOf("prior", "acme/x", () => ({}), { summary: "" })]),
      'extension 1, a prior "acme/x", has no summary.',
    ],
    [
      "with an alias that is no list",
      pluginOf([extensionOf("prior", "acme/x", () => ({}), { aliases: "X" })]),
      'its aliases are "X", not a list of names.',
    ],
  ])("%s", (_, plugin, message) => {
    const error = refusal(plugin);
    expect(error.message).toContain(message);
    expect(["incompatible-plugin", "unknown-extension"]).toContain(error.code);
  });

  test("a registry of something else than a list", () => {
    expect(errorOf(() => createRegistry(pluginOf([]) as never)).code).toBe("invalid-input");
  });
});

describe("what a factory gives", () => {
  const whole: Readonly<Record<string, object>> = {
    spectralModel: { parameters: [{ name: "a", value: 1, unit: "" }], evaluate() {} },
    spatialModel: { parameters: [], evaluate() {}, frame: "icrs", unit: "sr-1" },
    temporalModel: { parameters: [], evaluate() {}, scale: "utc" },
    prior: { minusTwoLog: () => 0 },
    statistic: { accepts: () => true, compile() {} },
    optimizer: { minimize() {} },
    sampler: { sample() {} },
    maker: { run() {} },
    estimator: { run() {} },
    reader: { sniff: () => false, read() {} },
    writer: { extensions: [".x"], accepts: () => true, write() {} },
    executor: { concurrency: 1, async *map() {}, async close() {} },
    renderer: { mediaType: "image/x", render() {} },
  };
  const members = Object.entries(whole).flatMap(([kind, made]) => Object.keys(made).map((member) => [kind, member]));

  test.each(Object.keys(whole))("a %s is passed on with all that it was made with", (kind) => {
    const made = { id: "acme/it", ...whole[kind], more: {} };
    const given = make(kind as Kind, () => made) as unknown as Readonly<Record<string, unknown>>;
    expect(Object.keys(given)).toEqual(Object.keys(made));
    for (const [name, value] of Object.entries(made)) {
      if (typeof value === "function") expect(given[name]).toBeTypeOf("function");
      else expect(given[name]).toBe(value);
    }
  });

  test.each(members)("a %s without %s is refused", (kind, member) => {
    const { [member]: _, ...rest } = { id: "acme/it", ...whole[kind] } as Readonly<Record<string, unknown>>;
    const error = errorOf(() => make(kind as Kind, () => rest));
    expect(error.code).toBe("incompatible-plugin");
    expect(error.message).toMatch(
      new RegExp(`"acme/it" of plugin "acme" returned an object whose "${member}" is undefined, not a`),
    );
  });

  test("parameters are name, value and unit each", () => {
    const made = { id: "acme/it", evaluate() {}, parameters: [{ name: "a", value: "1", unit: "" }] };
    expect(errorOf(() => make("spectralModel", () => made)).message).toContain(
      '"parameters" is a list with an entry that is no parameter',
    );
  });

  test("it must be an object, made at once, with the id of the extension", () => {
    expect(errorOf(() => make("maker", () => undefined)).message).toBe(
      'The maker "acme/it" of plugin "acme" returned undefined, not an object. This is a fault of the plugin: tell its authors.',
    );
    expect(errorOf(() => make("maker", () => () => 0)).message).toContain("returned a function, not an object");
    expect(errorOf(() => make("maker", async () => ({ id: "acme/it", run() {} }))).message).toContain(
      "returned a promise, and factories are synchronous",
    );
    expect(errorOf(() => make("maker", () => Promise.reject(new Error("lost")))).message).toContain("a promise");
    expect(errorOf(() => make("maker", () => ({ run() {} }))).message).toContain("whose id is undefined");
  });

  test("an error of ours is passed on; another is named with its plugin and kept", () => {
    const ours = new GammakitError("invalid-input", "tries must be above 0.");
    const other = new TypeError("tries is not iterable.");
    const throwing = (error: unknown) => () => {
      throw error;
    };
    expect(errorOf(() => make("maker", throwing(ours)))).toBe(ours);
    expect(errorOf(() => make("maker", throwing(other), { tries: 1 }))).toMatchObject({
      code: "invalid-input",
      message:
        'The maker "acme/it" of plugin "acme" can\'t be made: it threw TypeError: tries is not iterable. Check the options it is given; if they are right, tell the authors of the plugin.',
      cause: other,
      details: { kind: "maker", id: "acme/it", plugin: "acme" },
    });
    expect(errorOf(() => make("maker", throwing(other), {})).code).toBe("incompatible-plugin");
    expect(errorOf(() => make("maker", throwing("no"))).message).toContain('it threw "no".');
  });
});

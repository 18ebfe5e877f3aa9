import { expect, test, vi } from "vitest";
import * as here from "../../src/index.ts";

/** The package once more: its modules are evaluated again. */
async function secondCore(): Promise<typeof here> {
  vi.resetModules();
  return import("../../src/index.ts");
}

const pluginBy = ({ defineExtension, GammakitError }: typeof here): here.Plugin => ({
  name: "acme",
  contract: 1,
  extensions: [
    defineExtension("prior", { id: "acme/flat", summary: "For a test" }, () => ({ minusTwoLog: () => 0 })),
    defineExtension("maker", { id: "acme/none", summary: "For a test" }, () => {
      throw new GammakitError("unsupported", "Not here.");
    }),
  ],
});

test("a plugin made with another copy of core works, and the registry says that there are two", async () => {
  const there = await secondCore();
  expect(there.createRegistry).not.toBe(here.createRegistry);
  const registry = here.createRegistry([pluginBy(there)]);
  expect(registry.create("prior", "acme/flat").minusTwoLog(1)).toBe(0);
  expect(() => registry.create("maker", "acme/none")).toThrow(
    expect.toSatisfy((error: unknown) => here.isGammakitError(error, "unsupported")),
  );
  expect(registry.warnings).toEqual([
    {
      code: "duplicate-core",
      plugin: "acme",
      message: expect.stringMatching(
        /^Two copies of @gammakit\/core \S+ are loaded: one by the plugin "acme", one here\. .*peer dependency; "npm ls @gammakit\/core" .* "npm dedupe" /,
      ),
    },
  ]);
  expect(here.createRegistry([pluginBy(here)]).warnings).toEqual([]);
});

test("a program that carries its own copy is told of another version alone", async () => {
  expect(here.createRegistry([], { bundled: true }).with(pluginBy(await secondCore())).warnings).toEqual([]);
  vi.doMock("../../package.json", () => ({ default: { version: "77.1.2" } }));
  const newer = await secondCore();
  vi.doUnmock("../../package.json");
  const message = (options: here.RegistryOptions) =>
    here.createRegistry([pluginBy(newer)], options).warnings[0].message;
  expect(message({ bundled: true })).toMatch(
    /^Two versions of @gammakit\/core are loaded: 77\.1\.2 by the plugin "acme", \S+ here\. .*Install @gammakit\/core \S+ beside the plugin/,
  );
  expect(message({})).toContain("npm dedupe");
});

test("a copy that understands another contract is refused with both versions", () => {
  const extension = Object.assign(() => ({ id: "acme/x" }), { kind: "prior", id: "acme/x", summary: "For a test" });
  Object.defineProperty(extension, Symbol.for("gammakit.core"), { value: { version: "77.0.0", contract: 2 } });
  const plugin = { name: "acme", contract: 1, extensions: [extension] } as unknown as here.Plugin;
  expect(() => here.createRegistry([plugin])).toThrow(
    /Plugin "acme" was made with @gammakit\/core 77\.0\.0, which understands contract 2; this one, \S+, understands 1\..*npm ls/,
  );
});

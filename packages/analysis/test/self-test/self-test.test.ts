import { createRegistry, defineExtension } from "@gammakit/core";
import { expect, test } from "vitest";
import { presetRegistry, selfTest } from "../../src/index.ts";

test("what is known beforehand comes out", async () => {
  const parts = await selfTest();
  expect(parts.filter(({ ok }) => !ok)).toEqual([]);
  expect(parts.flatMap(({ figures }) => figures)).toHaveLength(7);
  expect(parts.every(({ seconds }) => seconds >= 0)).toBe(true);
});

test("a fault is told, and does not keep the other tests from being done", async () => {
  const powerLaw = presetRegistry()
    .list("spectralModel")
    .find(({ id }) => id === "power-law");
  const minuit = defineExtension("optimizer", { id: "minuit", summary: "fails" }, () => ({
    minimize: () => Promise.reject(new Error("out of order")),
  }));
  if (powerLaw === undefined) throw new Error("no power law");
  const broken = createRegistry([{ name: "broken", contract: 1, extensions: [powerLaw, minuit] }]);
  const parts = await selfTest(broken);
  expect(parts.map(({ ok }) => ok)).toEqual([false, true, true, true]);
  expect(parts[0].message).toContain('The optimizer "minuit" of plugin "broken" threw Error: out of order.');
});

import type { Executor, Plugin } from "@gammakit/core";
import { type WebWorkersOptions, webWorkers } from "@gammakit/workers";
import { describeWith } from "@gammakit-tools/vitest/data";
import { afterAll, expect, test } from "vitest";
import { presetRegistry } from "../../src/index.ts";
import { acmeJob } from "./acme-job.ts";
import { jobs, runOn } from "./runs.ts";

const open: Executor[] = [];

afterAll(async () => {
  for (const executor of open) await executor.close();
});

function make(options: Omit<WebWorkersOptions, "create">): Executor {
  const create = () => new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });
  const executor = webWorkers({ ...options, create });
  open.push(executor);
  return executor;
}

describeWith(["GAMMAPY_DATA"], "jobs on web workers", () => {
  test.each(["flare", "rectangles along the plane"])(
    "%s: the result is that of one thread, to the bit",
    async (name) => {
      const expected = await runOn(jobs[name]);
      expect(expected.length).toBeGreaterThan(1000);
      for (const workers of [1, 2]) expect(await runOn(jobs[name], make({ workers }))).toBe(expected);
    },
  );

  test("a plugin given by the address of its module works in the workers", async () => {
    const plugin = new URL("../fixtures/acme-plugin.mjs", import.meta.url);
    const { default: acme } = (await import(/* @vite-ignore */ plugin.href)) as { readonly default: Plugin };
    const registry = presetRegistry().with(acme);
    const expected = await runOn(acmeJob, undefined, registry);
    expect(expected).toContain("Steps shrank by 0.4.");
    expect(await runOn(acmeJob, make({ workers: 2, plugins: [plugin] }), registry)).toBe(expected);
  });
});

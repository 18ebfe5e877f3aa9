import { type Executor, inlineExecutor, type Plugin } from "@gammakit/core";
import { threads } from "@gammakit/workers/node";
import { bundled } from "@gammakit-tools/vitest/bundle";
import { describeWith } from "@gammakit-tools/vitest/data";
import { afterAll, beforeAll, expect, test } from "vitest";
import { presetRegistry, type TimeResolvedResult } from "../../src/index.ts";
import { flareJob } from "../flare-job.ts";
import { acmeJob } from "./acme-job.ts";
import { jobs, runOn } from "./runs.ts";

let worker: URL;
const open: Executor[] = [];

beforeAll(async () => {
  worker = await bundled(new URL("./worker.ts", import.meta.url));
});

afterAll(async () => {
  for (const executor of open) await executor.close();
});

function kept(executor: Executor): Executor {
  open.push(executor);
  return executor;
}

describeWith(["GAMMAPY_DATA"], "jobs on executors", () => {
  test.each(Object.keys(jobs))("%s: the result is that of one thread, to the bit", async (name) => {
    const expected = await runOn(jobs[name]);
    expect(expected.length).toBeGreaterThan(1000);
    // Toys take long; what runs is the same, whatever the number of threads.
    const counts = name === "flare with toys" ? [2] : [1, 2, 3];
    if (counts.length > 1) {
      expect(await runOn(jobs[name], inlineExecutor({ registry: presetRegistry() }))).toBe(expected);
    }
    for (const workers of counts) {
      expect(await runOn(jobs[name], kept(threads({ worker, workers })))).toBe(expected);
    }
  });
  test("models, optimizers and priors of a plugin work in the threads", async () => {
    const plugin = new URL("../fixtures/acme-plugin.mjs", import.meta.url);
    const { default: acme } = (await import(plugin.href)) as { readonly default: Plugin };
    const registry = presetRegistry().with(acme);
    const expected = await runOn(acmeJob, undefined, registry);
    expect(expected).toContain("Steps shrank by 0.4.");
    expect(await runOn(acmeJob, kept(threads({ worker, workers: 2, plugins: [plugin] })), registry)).toBe(expected);
    await expect(runOn(acmeJob, kept(threads({ worker, workers: 2 })), registry)).rejects.toThrow(
      'No spectral model named "acme/bent"',
    );
  });

  test("an interval whose model ends its threads is told as failed; the others are those of one thread", async () => {
    const plugin = new URL("../fixtures/acme-plugin.mjs", import.meta.url);
    const { default: acme } = (await import(plugin.href)) as { readonly default: Plugin };
    const registry = presetRegistry().with(acme);
    const time = { start: "2006-07-29T20:30:00", scale: "utc", width: "15 min", count: 6 } as const;
    const deadly = { ...flareJob, time, model: { type: "acme/deadly", parameters: { index: 3, amplitude: 2e-11 } } };
    const executor = kept(threads({ worker, workers: 2, plugins: [plugin], maxAttempts: 2 }));
    const expected = JSON.parse(await runOn(deadly, undefined, registry)) as TimeResolvedResult;
    const found = JSON.parse(await runOn(deadly, executor, registry)) as TimeResolvedResult;
    const lost = found.bins.filter(({ success }) => !success);
    expect(lost).toMatchObject([{ status: "failed", message: expect.stringContaining("its worker was lost 2 times") }]);
    const place = found.bins.indexOf(lost[0]);
    expect(found.bins.toSpliced(place, 1)).toEqual(expected.bins.toSpliced(place, 1));
  });
});

import { executorConformance } from "@gammakit/testing";
import { test } from "vitest";
import { webWorkers } from "../src/index.ts";

const create = () => new Worker(new URL("./fixtures/conformance-worker.ts", import.meta.url), { type: "module" });

for (const { name, run } of executorConformance(() => webWorkers({ create, workers: 2 }), { workers: true })) {
  test(name, run);
}

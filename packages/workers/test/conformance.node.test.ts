import { executorConformance } from "@gammakit/testing";
import { bundled } from "@gammakit-tools/vitest/bundle";
import { beforeAll, test } from "vitest";
import { threads } from "../src/node/index.ts";

let worker: URL;

beforeAll(async () => {
  worker = await bundled(new URL("./fixtures/conformance-worker.ts", import.meta.url));
});

for (const workers of [1, 2]) {
  for (const { name, run } of executorConformance(() => threads({ worker, workers }), { workers: true })) {
    test(`${workers} threads: ${name}`, run);
  }
}

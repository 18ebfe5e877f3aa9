import { executorConformance } from "@gammakit/testing";
import { describeWithRedis, startRedis, type TestRedis } from "@gammakit-tools/vitest/redis";
import { afterAll, beforeAll, test } from "vitest";
import { bullmqExecutor } from "../src/index.ts";
import { taskWorker } from "./support.ts";

let redis: TestRedis;
let worker: URL;

describeWithRedis("bullmq, as every executor", () => {
  beforeAll(async () => {
    [redis, worker] = await Promise.all([startRedis(), taskWorker()]);
  });
  afterAll(() => redis.stop());

  for (const workers of [1, 2]) {
    const create = () => bullmqExecutor({ redis: redis.url, worker, workers });
    for (const { name, run } of executorConformance(create, { workers: true }))
      test(`${workers} workers: ${name}`, run);
  }
});

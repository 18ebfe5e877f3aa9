import { expect, test } from "vitest";
import * as bullmq from "../src/index.ts";

test("public names", () => {
  expect(Object.keys(bullmq).sort()).toMatchInlineSnapshot(`
    [
      "bullmqExecutor",
      "bullmqPlugin",
      "checkRedis",
      "startWorker",
    ]
  `);
  expect(bullmq.bullmqPlugin.extensions.map(({ kind, id }) => `${kind} ${id}`)).toEqual(["executor bullmq"]);
});

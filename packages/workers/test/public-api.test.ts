import { expect, test } from "vitest";
import * as workers from "../src/index.ts";

test("public names", () => {
  expect(Object.keys(workers).sort()).toMatchInlineSnapshot(`
    [
      "serveTasks",
      "webWorkers",
      "webWorkersPlugin",
    ]
  `);
});

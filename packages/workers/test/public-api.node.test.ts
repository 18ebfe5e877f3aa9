import { expect, test } from "vitest";
import * as node from "../src/node/index.ts";

test("public names of the entry for Node", () => {
  expect(Object.keys(node).sort()).toMatchInlineSnapshot(`
    [
      "threads",
      "threadsPlugin",
    ]
  `);
});

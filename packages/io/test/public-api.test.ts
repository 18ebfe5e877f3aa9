import { expect, test } from "vitest";
import * as io from "../src/index.ts";

test("public names", () => {
  expect(Object.keys(io).sort()).toMatchInlineSnapshot();
});

import { assertClose } from "@gammakit/testing";
import { test } from "vitest";
import { minimize } from "../src/index.ts";

test("the example of the README", () => {
  const data = [
    [1, 1.2],
    [2, 1.9],
    [3, 3.2],
    [4, 3.8],
  ];
  const chi2 = ([a, b]: Float64Array): number => data.reduce((sum, [x, y]) => sum + ((y - a - b * x) / 0.1) ** 2, 0);
  const fit = minimize(chi2, { a: 0, b: 1 });
  assertClose(fit.parameters.b.value, 0.91, { absolute: 1e-3 });
  assertClose(fit.parameters.b.error, 0.1 / Math.sqrt(5), { relative: 1e-3 });
  const { lower, upper } = fit.minos("b");
  assertClose([lower, upper], [0.0447, 0.0447], { relative: 5e-3 });
});

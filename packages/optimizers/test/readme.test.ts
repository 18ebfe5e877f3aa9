import { assertClose } from "@gammakit/testing";
import { expect, test } from "vitest";
import { ensemble, leastSquares, levenbergMarquardt, nelderMead, optimizerFrom } from "../src/index.ts";

test("the example of the README", async () => {
  const data = [
    [1, 1.2],
    [2, 1.9],
    [3, 3.2],
    [4, 3.8],
  ];
  const line = leastSquares(([a, b]) => data.map(([x, y]) => (y - a - b * x) / 0.1), [0, 1]);
  const fit = await levenbergMarquardt().minimize(line);
  // A distance of 1e-6 above the minimum is a thousandth of an error.
  assertClose(fit.x, [0.25, 0.91], { absolute: 1e-4 });
  assertClose(Math.sqrt(fit.covariance?.[3] ?? NaN), 0.1 / Math.sqrt(5), { relative: 1e-4 });
  assertClose((await nelderMead({ restarts: 3 }).minimize(line)).x, fit.x, { absolute: 1e-4 });
  const steps = optimizerFrom("steps", (f, x0) => {
    let x = Float64Array.from(x0);
    for (let size = 1; size > 1e-4; ) {
      const next = [...x.keys()]
        .flatMap((i) => [x.with(i, x[i] + size), x.with(i, x[i] - size)])
        .find((y) => f(y) < f(x));
      if (next) x = next;
      else size /= 2;
    }
    return x;
  });
  const found = await steps.minimize(line);
  expect(found.status).toBe("converged");
  assertClose(found.x, fit.x, { absolute: 1e-4 });
  const chain = await ensemble({ walkers: 32, steps: 1000, seed: 1 }).sample({ ...line, start: fit.x });
  expect(chain.diagnostics?.rHat).toHaveLength(2);
  expect(chain.warnings?.[0]).toMatch(/shorter than 50 autocorrelation times/);
});

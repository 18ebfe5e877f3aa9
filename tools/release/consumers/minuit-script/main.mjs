import assert from "node:assert/strict";
import { minimize } from "@gammakit/minuit";

const rosenbrock = ([x, y]) => 100 * (y - x * x) ** 2 + (1 - x) ** 2;
const fit = minimize(rosenbrock, { x: -1.2, y: 1 });
assert.ok(fit.valid);
assert.ok(Math.abs(fit.parameters.x.value - 1) < 1e-3);
assert.ok(fit.minos("x").upper > 0);
console.log("ok");

import { compileIntegral, compileIntegralGradient, parameterValues, wstat } from "@gammakit/core";
import { powerLaw } from "@gammakit/models";
import { figure } from "./figures.mjs";
import { sampleCalls } from "./sampling.mjs";

/** The inner loops, warm. @param {number} rounds */
export function benchKernels(rounds) {
  return [benchWstat(rounds), benchIntegral(rounds)];
}

/** @param {number} rounds */
function benchWstat(rounds) {
  const count = 1000;
  let sum = 0;
  const times = sampleCalls(rounds, 100, () => {
    for (let i = 0; i < count; i++) sum += wstat(i % 17, i % 31, 0.2, 0.5 + (i % 13));
  });
  if (!Number.isFinite(sum)) throw new Error("the statistic is not finite");
  return figure(
    "WStat of one bin",
    "ns",
    times.map((ns) => ns / count),
  );
}

/** @param {number} rounds */
function benchIntegral(rounds) {
  const model = powerLaw();
  const edges = Float64Array.from({ length: 21 }, (_, i) => 0.1 * 400 ** (i / 20));
  const p = parameterValues(model);
  const flux = new Float64Array(20);
  const slopes = new Float64Array(60);
  const integrate = compileIntegral(model, edges);
  const gradient = compileIntegralGradient(model, edges);
  const times = sampleCalls(rounds, 2000, () => {
    integrate(p, flux);
    gradient(p, slopes);
  });
  return figure(
    "power law in 20 bins, with gradient",
    "µs",
    times.map((ns) => ns / 1000),
  );
}

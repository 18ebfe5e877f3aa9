import { powerLaw } from "@gammakit/models";
import { expect, test } from "vitest";
import { compileFit, type FitModel } from "../src/index.ts";
import { cashToy, onOffToy } from "./support/toys.ts";

interface NodeProcess {
  memoryUsage(): { readonly heapUsed: number; readonly arrayBuffers: number };
}

/**
 * Bytes that `run` takes per call: growth of the heap over 1e5 calls, in pieces small enough that most see no collection.
 * Engines box a number here and there, some 16 bytes each; an array for every dataset or model would be 300 and more.
 */
async function bytesPerCall(run: (k: number) => void): Promise<number> {
  const process: NodeProcess = await import("node:process" as string);
  for (let k = 0; k < 30_000; k++) run(k);
  const pieces: number[] = [];
  for (let piece = 0; piece < 50; piece++) {
    const before = process.memoryUsage();
    for (let k = 0; k < 2000; k++) run(k);
    const after = process.memoryUsage();
    pieces.push((after.heapUsed + after.arrayBuffers - before.heapUsed - before.arrayBuffers) / 2000);
  }
  return pieces.sort((a, b) => a - b)[Math.floor(pieces.length / 2)];
}

const three = [
  onOffToy([20, 13, 4], [35, 22, 3]),
  onOffToy([11, 0, 2], [9, 4, 7], { name: "second" }),
  cashToy([5, 3, 1]),
];
const source = powerLaw({ amplitude: 2e-12, name: "source" });

test.each([
  { name: "one model, one dataset", datasets: three.slice(0, 1), models: [source], most: 100 },
  {
    name: "linked models",
    datasets: three,
    models: [source, powerLaw({ amplitude: 1e-13, index: { link: "source.index" } })],
    most: 320,
  },
  {
    name: "a model without integral",
    datasets: three,
    models: [{ ...source, integrate: undefined, integrateGradient: undefined }],
    most: 320,
  },
])("evaluating the objective and its gradient takes no memory: $name", async ({ datasets, models, most }) => {
  const { objective } = compileFit(datasets, models as FitModel[]);
  const x = objective.start.slice();
  const out = new Float64Array(x.length);
  let sum = 0;
  const taken = await bytesPerCall((k) => {
    x[0] = objective.start[0] * (1 + 1e-6 * k);
    sum += objective.evaluate(x);
    objective.gradient?.(x, out);
    sum += out[0];
  });
  expect(Number.isFinite(sum)).toBe(true);
  expect(taken).toBeLessThan(most);
});

import { powerLaw } from "@gammakit/models";
import { expect, test } from "vitest";
import { compileFit, type FitModel } from "../src/index.ts";
import { cashToy, onOffToy } from "./support/toys.ts";

interface NodeProcess {
  memoryUsage(): { readonly heapUsed: number; readonly arrayBuffers: number };
}

/**
 * Bytes that `run` takes per call: growth of the heap over 2e5 calls, in pieces small enough that most see no collection. The
 * lowest quarter counts: until an engine has compiled a function it boxes many numbers, and when that happens is up to the
 * machine. Compiled code boxes what a function returns that is not inlined, exp and log among them, 16 bytes each; arrays for every
 * bin would be thousands.
 */
async function bytesPerCall(run: (k: number) => void): Promise<number> {
  const process: NodeProcess = await import("node:process" as string);
  for (let k = 0; k < 100_000; k++) run(k);
  const pieces: number[] = [];
  for (let piece = 0; piece < 100; piece++) {
    const before = process.memoryUsage();
    for (let k = 0; k < 2000; k++) run(k);
    const after = process.memoryUsage();
    pieces.push((after.heapUsed + after.arrayBuffers - before.heapUsed - before.arrayBuffers) / 2000);
  }
  const grown = pieces.filter((bytes) => bytes >= 0).sort((a, b) => a - b);
  expect(grown.length).toBeGreaterThan(pieces.length / 2);
  return grown[Math.floor(grown.length / 4)];
}

const three = [
  onOffToy([20, 13, 4], [35, 22, 3]),
  onOffToy([11, 0, 2], [9, 4, 7], { name: "second" }),
  cashToy([5, 3, 1]),
];
const source = powerLaw({ amplitude: 2e-12, name: "source" });

test.each([
  { name: "one model, one dataset", datasets: three.slice(0, 1), models: [source], most: 320 },
  {
    name: "linked models",
    datasets: three,
    models: [source, powerLaw({ amplitude: 1e-13, index: { link: "source.index" } })],
    most: 700,
  },
  {
    name: "a model without integral",
    datasets: three,
    models: [{ ...source, integrate: undefined, integrateGradient: undefined }],
    most: 700,
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

test.each(["one", "three"])("no typed array is made by the objective of %s", (which) => {
  const { objective } = compileFit(which === "one" ? three.slice(0, 1) : three, [source]);
  const x = objective.start.slice();
  const out = new Float64Array(x.length);
  const made = countTypedArrays(() => {
    objective.evaluate(x);
    objective.gradient?.(x, out);
  });
  expect(made).toBe(0);
  expect(countTypedArrays(() => void x.map(Math.abs))).toBe(1);
});

/** How many arrays of doubles are made while `run` runs, by constructor or by a method that copies. */
function countTypedArrays(run: () => void): number {
  const original = globalThis.Float64Array;
  const methods = ["slice", "map", "filter", "subarray"] as const;
  let count = 0;
  const kept = methods.map((name) => original.prototype[name]);
  for (const name of methods) {
    const method = original.prototype[name] as (...args: unknown[]) => unknown;
    Object.defineProperty(original.prototype, name, {
      configurable: true,
      writable: true,
      value(...args: unknown[]) {
        count++;
        return method.apply(this, args);
      },
    });
  }
  globalThis.Float64Array = new Proxy(original, {
    construct(target, args) {
      count++;
      return new target(...(args as [number]));
    },
  });
  try {
    run();
  } finally {
    globalThis.Float64Array = original;
    methods.forEach((name, i) => {
      Object.defineProperty(original.prototype, name, { configurable: true, writable: true, value: kept[i] });
    });
  }
  return count;
}

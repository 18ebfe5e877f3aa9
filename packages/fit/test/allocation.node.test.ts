import { powerLaw } from "@gammakit/models";
import { expect, test } from "vitest";
import { compileFit, type FitModel } from "../src/index.ts";
import { cashToy, onOffToy } from "./support/toys.ts";

interface HeapSampling {
  readonly profile: { readonly samples: readonly { readonly size: number }[] };
}

interface InspectorSession {
  connect(): void;
  disconnect(): void;
  post(method: string, options?: object): Promise<unknown>;
}

/**
 * More bytes than an iterator has on the heap, 40 to 72 by the engine, with which a model takes its parameters apart once for all bins; a number has 16.
 * Until a function is compiled, the engine makes both. Twelve doubles have 112.
 */
const ITERATOR_BYTES = 80;

const CALLS = 200;
const ROUNDS = 5;

/**
 * How many objects larger than an iterator `run` makes per call, in the round with the fewest of them: others have those that the engine
 * makes for itself. It tells every one, whatever it has compiled so far and whatever ran before in this process.
 */
async function madePerCall(run: (k: number) => void): Promise<number> {
  const { Session } = (await import("node:inspector/promises" as string)) as { Session: new () => InspectorSession };
  const session = new Session();
  session.connect();
  try {
    const rounds: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      for (let k = 0; k < CALLS; k++) run(k);
      await session.post("HeapProfiler.startSampling", {
        samplingInterval: 1,
        includeObjectsCollectedByMajorGC: true,
        includeObjectsCollectedByMinorGC: true,
      });
      for (let k = 0; k < CALLS; k++) run(k);
      const { profile } = (await session.post("HeapProfiler.stopSampling")) as HeapSampling;
      rounds.push(profile.samples.filter(({ size }) => size > ITERATOR_BYTES).length / CALLS);
    }
    return Math.min(...rounds);
  } finally {
    session.disconnect();
  }
}

const bins = 12;
const edges = Float64Array.from({ length: bins + 1 }, (_, k) => 2 ** (k / 4));
const many = {
  energyEdges: edges,
  energyTrueEdges: edges,
  exposure: new Float64Array(bins).fill(1e13),
  edisp: Float64Array.from({ length: bins * bins }, (_, k) => (k % (bins + 1) === 0 ? 1 : 0)),
  maskSafe: new Uint8Array(bins).fill(1),
};
const twoRegions = {
  ...many,
  acceptance: new Float64Array(bins).fill(1),
  acceptanceOff: new Float64Array(bins).fill(10),
};
const falling = Array.from({ length: bins }, (_, k) => 20 - k);
const three = [
  onOffToy(falling, falling, twoRegions),
  onOffToy(falling, falling.toReversed(), { ...twoRegions, name: "second" }),
  cashToy(falling, { ...many, background: new Float64Array(bins) }),
];
const source = powerLaw({ amplitude: 2e-12, name: "source" });

test.each([
  { name: "one model, one dataset", datasets: three.slice(0, 1), models: [source] },
  {
    name: "linked models",
    datasets: three,
    models: [source, powerLaw({ amplitude: 1e-13, index: { link: "source.index" } })],
  },
  {
    name: "a model without integral",
    datasets: three,
    models: [{ ...source, integrate: undefined, integrateGradient: undefined }],
  },
])("evaluating the objective and its gradient makes no array: $name", async ({ datasets, models }) => {
  const { objective } = compileFit(datasets, models as FitModel[]);
  const x = objective.start.slice();
  const out = new Float64Array(x.length);
  let sum = 0;
  const run = (k: number) => {
    x[0] = objective.start[0] * (1 + 1e-6 * k);
    sum += objective.evaluate(x);
    objective.gradient?.(x, out);
    sum += out[0];
  };
  expect(await madePerCall(run)).toBeLessThan(0.5);
  expect(Number.isFinite(sum)).toBe(true);
  const kept: number[][] = [];
  const withArray = madePerCall((k) => {
    run(k);
    kept[0] = falling.map(() => k / 3);
  });
  expect(await withArray).toBeGreaterThan(0.9);
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

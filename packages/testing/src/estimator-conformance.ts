import {
  type Dataset,
  type Estimator,
  type EstimatorContext,
  isGammakitError,
  type ModelRecord,
  type Registry,
} from "@gammakit/core";
import { type ConformanceCase, check } from "./case.ts";
import { checkSame } from "./same.ts";

/** What an estimator is tried on. */
export interface EstimatorInput {
  readonly datasets: readonly Dataset[];
  readonly models: readonly ModelRecord[];
  /** Knows the models, and what else the estimator makes by name. */
  readonly registry: Registry;
}

/**
 * What every estimator must do, as cases for any test runner:
 * `for (const { name, run } of estimatorConformance(myEstimator(), { datasets, models, registry })) test(name, run)`.
 */
export function estimatorConformance(
  estimator: Estimator,
  { datasets, models, registry }: EstimatorInput,
): readonly ConformanceCase[] {
  const context: EstimatorContext = { registry };
  const estimate = async () => estimator.run(datasets, models, context);
  return [
    { name: "it has an id", run: async () => check(estimator.id !== "", "The id is empty.") },
    {
      name: "its input stays as it was",
      run: async () => {
        const before = structuredClone({ datasets, models });
        await estimate();
        checkSame("The datasets", before.datasets, datasets);
        checkSame("The models", before.models, models);
      },
    },
    {
      name: "gives the same result each time, whatever came between",
      run: async () => {
        const first = structuredClone(await estimate());
        await estimator.run([...datasets].reverse(), models, context);
        checkSame("The result", first, await estimate());
      },
    },
    {
      name: "its result can be cloned, and so posted to a worker",
      run: async () => {
        const result = await estimate();
        check(result !== undefined, "It gives nothing.");
        checkSame("The clone", result, structuredClone(result));
      },
    },
    { name: "its result is its own", run: () => checkOwned(estimator, { datasets, models, registry }) },
    {
      name: "tells progress that does not go back",
      run: () => checkProgress(estimator, { datasets, models, registry }),
    },
    {
      name: "ends as aborted, or whole, when aborted",
      run: () => checkAborted(estimator, { datasets, models, registry }),
    },
  ];
}

/** What is done in a moment may be done all the same; what is not may not take its time. */
async function checkAborted(estimator: Estimator, { datasets, models, registry }: EstimatorInput): Promise<void> {
  const whole = await estimator.run(datasets, models, { registry });
  const controller = new AbortController();
  controller.abort();
  let result: unknown;
  try {
    result = await estimator.run(datasets, models, { registry, signal: controller.signal });
  } catch (error) {
    check(isGammakitError(error, "aborted"), `Aborted, it throws ${String(error)}, not a GammakitError "aborted".`);
    return;
  }
  checkSame("The result of an aborted run", whole, result);
}

/** Two results do not share arrays: what one caller does with its own is not seen by the other. */
async function checkOwned(estimator: Estimator, { datasets, models, registry }: EstimatorInput): Promise<void> {
  const first = await estimator.run(datasets, models, { registry });
  const kept = structuredClone(first);
  const second = structuredClone(await estimator.run(datasets, models, { registry }));
  checkSame("The first result, after a second was made,", kept, first);
  checkSame("The second result", kept, second);
}

async function checkProgress(estimator: Estimator, { datasets, models, registry }: EstimatorInput): Promise<void> {
  const told: [number, number | undefined][] = [];
  await estimator.run(datasets, models, { registry, onProgress: (done, total) => void told.push([done, total]) });
  told.forEach(([done, total], i) => {
    check(done >= (told[i - 1]?.[0] ?? 0), `Progress goes ${told.map(([count]) => count).join(", ")}.`);
    check(total === undefined || done <= total, `Progress is ${done} of ${total}.`);
  });
}

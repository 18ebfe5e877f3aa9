import { toRecord } from "@gammakit/core";
import { powerLaw } from "@gammakit/models";
import { threads } from "@gammakit/workers/node";
import { figure } from "./figures.mjs";
import { fitTask } from "./fit-task.mjs";
import { sampleTimes } from "./sampling.mjs";
import { flareBins } from "./warm.mjs";

const count = 100_000;

/**
 * 100,000 power laws fitted in the intervals of the flare, on one thread and on two, in turns.
 * @param {string} data @param {number} pairs
 */
export async function benchThreads(data, pairs) {
  const bins = (await flareBins(data)).map(({ datasets }) => datasets).filter((datasets) => datasets.length > 0);
  const model = toRecord(powerLaw({ index: 3, amplitude: 2e-11, reference: { value: 1, frozen: true } }));
  const shared = { data: { bins, model } };
  const worker = new URL("./fit-worker.mjs", import.meta.url);
  const executors = [1, 2].map((workers) => threads({ worker, workers }));
  const work = async (/** @type {import("@gammakit/core").Executor} */ executor, /** @type {number} */ fits) => {
    let [done, sum] = [0, 0];
    for await (const outcome of executor.map(fitTask, numbers(fits), { shared })) {
      if (outcome.status === "failed") throw new Error(outcome.error.message);
      done++;
      sum += outcome.value[0];
    }
    if (done !== fits || !Number.isFinite(sum)) throw new Error(`${done} of ${fits} fits, ${sum}`);
  };
  try {
    for (const executor of executors) await work(executor, count / 10);
    /** @type {[number[], number[]]} */
    const times = [[], []];
    for (let pair = 0; pair < pairs; pair++) {
      for (const [k, executor] of executors.entries()) {
        times[k].push(...(await sampleTimes(1, () => work(executor, count))));
      }
    }
    const [one, two] = times;
    return [
      figure(
        "one thread",
        "s",
        one.map((time) => time / 1000),
      ),
      figure(
        "two threads",
        "s",
        two.map((time) => time / 1000),
        5,
      ),
      figure(
        "one thread per two, by pairs",
        "times",
        one.map((time, i) => time / two[i]),
      ),
    ];
  } finally {
    for (const executor of executors) await executor.close();
  }
}

/** @param {number} end */
function* numbers(end) {
  for (let i = 0; i < end; i++) yield i;
}

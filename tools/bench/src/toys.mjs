import { createRegistry, inlineExecutor } from "@gammakit/core";
import { fitToys, spectralTimeSeries } from "@gammakit/estimators";
import { minuit, minuitPlugin } from "@gammakit/minuit";
import { modelsPlugin, powerLaw } from "@gammakit/models";
import { threads } from "@gammakit/workers/node";
import { figure } from "./figures.mjs";
import { sampleTimes } from "./sampling.mjs";
import { flareBins } from "./warm.mjs";

const count = 100_000;

/**
 * 100,000 toys of the power laws of the flare, drawn and fitted as the job "toys" does, on one thread and on two, in turns; and the
 * time that a processor works on one, with all its threads. @param {string} data @param {number} pairs
 */
export async function benchToys(data, pairs) {
  const bins = (await flareBins(data)).filter(({ datasets }) => datasets.length > 0);
  const model = powerLaw({ index: 3, amplitude: 2e-11, reference: { value: 1, frozen: true } });
  const optimizer = minuit();
  const series = await spectralTimeSeries(bins, { model, optimizer });
  const subjects = series.map(({ result }, i) => ({ datasets: bins[i].datasets, truth: result.model }));
  const work = async (/** @type {import("@gammakit/core").Executor} */ executor, /** @type {number} */ fits) => {
    const toys = Math.ceil(fits / subjects.length);
    let done = 0;
    for await (const { status } of fitToys(subjects, { model, optimizer, toys, context: { executor } })) {
      done += status.filter((one) => one === "converged").length;
    }
    if (done < 0.99 * fits) throw new Error(`${done} of ${fits} toys converged`);
  };
  const worker = new URL("./fit-worker.mjs", import.meta.url);
  const executors = [1, 2].map((workers) => threads({ worker, workers }));
  const inline = inlineExecutor({ registry: createRegistry([modelsPlugin, minuitPlugin]) });
  try {
    for (const executor of [...executors, inline]) await work(executor, count / 10);
    /** @type {[number[], number[]]} */
    const times = [[], []];
    /** @type {number[]} */
    const busy = [];
    for (let pair = 0; pair < pairs; pair++) {
      for (const [k, executor] of executors.entries()) {
        times[k].push(...(await sampleTimes(1, () => work(executor, count))));
      }
      const start = process.cpuUsage();
      await work(inline, count / 10);
      const { user, system } = process.cpuUsage(start);
      busy.push((user + system) / (count / 10));
    }
    const [one, two] = times;
    const seconds = (/** @type {number[]} */ list) => list.map((time) => time / 1000);
    return [
      figure("processor time per toy, inline", "µs", busy, 100),
      figure("one thread", "s", seconds(one)),
      figure("two threads", "s", seconds(two), 5),
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

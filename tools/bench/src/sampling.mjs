/** Times a piece of work, again and again [ms]. @param {number} runs @param {() => unknown} work @returns {Promise<number[]>} */
export async function sampleTimes(runs, work) {
  /** @type {number[]} */
  const times = [];
  for (let i = 0; i < runs; i++) {
    const start = performance.now();
    await work();
    times.push(performance.now() - start);
  }
  return times;
}

/**
 * Times work too short for the clock: rounds of `count` calls, each [ns per call]; the first rounds warm up.
 * @param {number} rounds
 * @param {number} count
 * @param {() => void} work
 */
export function sampleCalls(rounds, count, work) {
  /** @type {number[]} */
  const times = [];
  const warmUp = Math.ceil(rounds / 3);
  for (let round = -warmUp; round < rounds; round++) {
    const start = performance.now();
    for (let i = 0; i < count; i++) work();
    if (round >= 0) times.push(((performance.now() - start) * 1e6) / count);
  }
  return times;
}

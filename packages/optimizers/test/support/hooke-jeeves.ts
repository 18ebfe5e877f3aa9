import type { Algorithm } from "../../src/index.ts";

/** The pattern search of Hooke & Jeeves (1961), which knows nothing of bounds, signals or limits. */
export const hookeJeeves: Algorithm = (f, x0) => {
  const explore = (from: Float64Array, value: number, step: number): readonly [Float64Array, number] => {
    let [x, lowest] = [from, value];
    for (let i = 0; i < x.length; i++) {
      for (const move of [step, -step]) {
        const trial = x.with(i, x[i] + move);
        const found = f(trial);
        if (!(found < lowest)) continue;
        [x, lowest] = [trial, found];
        break;
      }
    }
    return [x, lowest];
  };
  let base = x0;
  let value = f(base);
  for (let step = 1; step > 1e-5; ) {
    const [x, lowest] = explore(base, value, step);
    if (!(lowest < value)) {
      step /= 2;
      continue;
    }
    const pattern = x.map((at, i) => 2 * at - base[i]);
    [base, value] = [x, lowest];
    const [further, lower] = explore(pattern, f(pattern), step);
    if (lower < value) [base, value] = [further, lower];
  }
  return base;
};

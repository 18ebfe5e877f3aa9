import { defineSpectralFamily, exp, log } from "@gammakit/core";
import {
  evaluateLines,
  evaluateLinesGradient,
  integrateLines,
  integrateLinesGradient,
} from "../numeric/linear-nodes.ts";
import { nodeIndex } from "../numeric/node-index.ts";
import { evaluateNodes, integrateNodes, integrateNodesGradient, logOf, tiny } from "../numeric/power-law-nodes.ts";
import { checkOptions, energyList, type QuantityList, type QuantityListInput, refuse } from "./quantity-list.ts";

/** Options of `piecewiseNorm`. */
export interface PiecewiseNormOptions {
  /** Energies of the nodes, a list [TeV] or `{ data, unit }`: two or more, increasing. */
  readonly energy: QuantityListInput;
  /** Between two nodes a power law ("log", the default) or a straight line in energy ("lin"). */
  readonly interp?: "log" | "lin";
}

/** The options as a record carries them. */
interface Nodes {
  readonly energy: QuantityList;
  readonly interp: "log" | "lin";
}

const mostNodes = 1000;

/**
 * A factor on another spectrum given by its values at energies: `piecewiseNorm({ options: { energy: [0.1, 1, 10] } })`.
 * Between them it is a power law, or with `interp: "lin"` a straight line; beyond them it keeps the value of the last.
 *
 * Parameters: `norm_0`, `norm_1`, … (1), one per energy. With "log" they must be positive: others are taken for 1e-38.
 * Integrals and derivatives are exact.
 */
export const piecewiseNorm = defineSpectralFamily<PiecewiseNormOptions, Nodes>({
  id: "piecewise-norm",
  aliases: ["PiecewiseNormSpectralModel"],
  summary: "Factor given by its values at energies, a power law or a line between them",
  create(given) {
    const options = readOptions(given);
    const count = options.energy.data.length;
    return {
      options,
      unit: "",
      parameters: Object.fromEntries(
        Array.from({ length: count }, (_, k) => [`norm_${k}`, { value: 1, unit: "" }] as const),
      ),
      ...(options.interp === "log" ? powerLawKernels(options.energy.data) : lineKernels(options.energy.data)),
    };
  },
});

function readOptions(given: unknown): Nodes {
  const id = "piecewise-norm";
  const { energy, interp = "log" } = checkOptions(given, ["energy", "interp"], id);
  const list = energyList(energy, 2, `${id}: options.energy`);
  if (list.data.length > mostNodes) {
    throw refuse(`${id}: options.energy`, `has ${list.data.length} energies, more than ${mostNodes}`);
  }
  if (interp !== "log" && interp !== "lin") {
    throw refuse(`${id}: options.interp`, `must be "log" or "lin", not ${JSON.stringify(interp)}`);
  }
  return { energy: list, interp };
}

type Kernel = (x: Float64Array, p: Float64Array, out: Float64Array) => void;
type Kernels = Record<"evaluate" | "integrate" | "integrateEnergy" | "evaluateGradient" | "integrateGradient", Kernel>;

function powerLawKernels(energy: readonly number[]): Kernels {
  const logEnergy = Float64Array.from(energy, log);
  const count = energy.length;
  const logValue = new Float64Array(count);
  const nodes = { logEnergy, logValue, beyond: "constant" } as const;
  const withValues = (p: Float64Array) => {
    for (let k = 0; k < count; k++) logValue[k] = logOf(p[k]);
    return nodes;
  };
  /** Turns derivatives with respect to ln of a value into those with respect to the value. */
  const perValue = (p: Float64Array, size: number, out: Float64Array) => {
    for (let k = 0; k < count; k++) {
      const scale = p[k] > tiny ? 1 / p[k] : 0;
      for (let i = k * size; i < (k + 1) * size; i++) out[i] *= scale;
    }
  };
  return {
    evaluate: (x, p, out) => evaluateNodes(withValues(p), x, out),
    integrate: (x, p, out) => integrateNodes(withValues(p), x, 1, out),
    integrateEnergy: (x, p, out) => integrateNodes(withValues(p), x, 2, out),
    evaluateGradient(x, p, out) {
      withValues(p);
      const n = x.length;
      out.fill(0);
      for (let i = 0; i < n; i++) {
        const t = log(x[i]);
        const k = nodeIndex(logEnergy, t);
        const w = Math.min(1, Math.max(0, (t - logEnergy[k]) / (logEnergy[k + 1] - logEnergy[k])));
        const value = exp(logValue[k] + w * (logValue[k + 1] - logValue[k]));
        out[k * n + i] = (1 - w) * value;
        out[(k + 1) * n + i] = w * value;
      }
      perValue(p, n, out);
    },
    integrateGradient(x, p, out) {
      integrateNodesGradient(withValues(p), x, out);
      perValue(p, x.length - 1, out);
    },
  };
}

function lineKernels(energy: readonly number[]): Kernels {
  const nodes = Float64Array.from(energy);
  return {
    evaluate: (x, p, out) => evaluateLines(nodes, p, x, out),
    integrate: (x, p, out) => integrateLines(nodes, p, x, 1, out),
    integrateEnergy: (x, p, out) => integrateLines(nodes, p, x, 2, out),
    evaluateGradient: (x, _p, out) => evaluateLinesGradient(nodes, x, out),
    integrateGradient: (x, _p, out) => integrateLinesGradient(nodes, x, out),
  };
}

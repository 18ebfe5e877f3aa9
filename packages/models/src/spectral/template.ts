import { defineSpectralFamily, GammakitError, log } from "@gammakit/core";
import { evaluateNodes, integrateNodes, logOf } from "../numeric/power-law-nodes.ts";
import {
  checkOptions,
  energyList,
  type QuantityList,
  type QuantityListInput,
  quantityList,
  refuse,
} from "./quantity-list.ts";

/** Options of `template`. */
export interface TemplateOptions {
  /** Energies, a list [TeV] or `{ data, unit }`: increasing. */
  readonly energy: QuantityListInput;
  /** dN/dE at the energies, a list [cm-2 s-1 TeV-1] or `{ data, unit }`. With the unit "" it is a factor on another spectrum. */
  readonly values: QuantityListInput;
}

/** The options as a record carries them. */
interface TemplateTable {
  readonly energy: QuantityList;
  readonly values: QuantityList;
}

/**
 * A spectrum given by a table: `template({ options: { energy: [0.1, 1, 10], values: [1e-10, 1e-12, 1e-14] } })`.
 * Between two energies it is a power law, and beyond the table the power law of its end; with one energy it is constant.
 * Values below 1e-38 are zero.
 *
 * It has no parameters: `productModel(template({ options }), powerLawNorm())` is one that can be fitted. Integrals are exact.
 */
export const template = defineSpectralFamily<TemplateOptions, TemplateTable>({
  id: "template",
  aliases: ["TemplateSpectralModel"],
  summary: "Spectrum given by a table of energies and values",
  create(given) {
    const options = readOptions(given);
    const nodes = {
      logEnergy: Float64Array.from(options.energy.data, log),
      logValue: Float64Array.from(options.values.data, logOf),
      beyond: "power-law",
    } as const;
    return {
      options,
      ...(options.values.unit === "" && { unit: "" }),
      parameters: {},
      evaluate: (energy, _p, out) => evaluateNodes(nodes, energy, out),
      integrate: (edges, _p, out) => integrateNodes(nodes, edges, 1, out),
      integrateEnergy: (edges, _p, out) => integrateNodes(nodes, edges, 2, out),
      evaluateGradient: () => undefined,
      integrateGradient: () => undefined,
    };
  },
});

function readOptions(given: unknown): TemplateTable {
  const id = "template";
  const { energy, values } = checkOptions(given, ["energy", "values"], id);
  const nodes = energyList(energy, 1, `${id}: options.energy`);
  const list = quantityList(values, ["cm-2 s-1 TeV-1", ""], `${id}: options.values`);
  if (list.data.length !== nodes.data.length) {
    throw new GammakitError(
      "invalid-input",
      `${id}: options.energy has ${nodes.data.length} entries, options.values ${list.data.length}; there must be as many.`,
      { energies: nodes.data.length, values: list.data.length },
    );
  }
  const negative = list.data.findIndex((value) => value < 0);
  if (negative >= 0) throw refuse(`${id}: options.values[${negative}]`, `must not be negative: ${list.data[negative]}`);
  return { energy: nodes, values: list };
}

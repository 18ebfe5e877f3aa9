import { type AxisScale, defineSpectralFamily, exp, log, type ParameterDefinition } from "@gammakit/core";
import { nodeIndex } from "../numeric/node-index.ts";
import { evaluateNodes, integrateNodes, integrateNodesGradient, logOf, tiny } from "../numeric/power-law-nodes.ts";
import {
  checkOptions,
  energyList,
  isRecord,
  type QuantityList,
  type QuantityListInput,
  quantityList,
  refuse,
} from "./quantity-list.ts";

/** A parameter of `templateND`, and the values of it for which the table has spectra. */
export interface TemplateAxis {
  /** Of the parameter. */
  readonly name: string;
  /** Of the parameter; "" where absent. */
  readonly unit?: string;
  /** In which function of the parameter the table is interpolated; "lin" where absent. */
  readonly interp?: AxisScale;
  /** Increasing. */
  readonly nodes: ArrayLike<number>;
  /** The limits of the parameter; the outermost nodes where absent. */
  readonly bounds?: readonly [min: number, max: number];
}

/** Options of `templateND`. */
export interface TemplateNDOptions {
  /** Energies, a list [TeV] or `{ data, unit }`: increasing. */
  readonly energy: QuantityListInput;
  readonly axes: readonly TemplateAxis[];
  /** dN/dE, a list [cm-2 s-1 TeV-1] or `{ data, unit }`: the energies fastest, then the axes in their order. */
  readonly values: QuantityListInput;
  /** The file it was read from, as a file of models names it. */
  readonly filename?: string;
}

/** The options as a record carries them. */
interface Table {
  readonly energy: QuantityList;
  readonly axes: readonly (Required<TemplateAxis> & { readonly nodes: readonly number[] })[];
  readonly values: QuantityList;
  readonly filename?: string;
}

const id = "template-nd";
const mostAxes = 8;

/**
 * A spectrum given by a table for several values of its parameters, such as that of a simulation:
 * `templateND({ options: { energy: [0.1, 1, 10], axes: [{ name: "age", unit: "yr", nodes: [10, 20] }], values } })`.
 * Its logarithm is linear in ln E and in the scale of each axis, between the nodes and beyond. Values below 1e-38 are zero.
 *
 * Parameters: one per axis, in the middle of its limits. Integrals and derivatives are exact.
 */
export const templateND = defineSpectralFamily<TemplateNDOptions, Table>({
  id,
  aliases: ["TemplateNDSpectralModel", "templateND"],
  summary: "Spectrum given by a table of energies and of values of its parameters",
  create(given) {
    const options = readOptions(given);
    return {
      options,
      ...(options.values.unit === "" && { unit: "" }),
      parameters: Object.fromEntries(options.axes.map((axis) => [axis.name, parameterOf(axis)])),
      ...kernels(options),
    };
  },
});

function parameterOf({ unit, nodes, bounds: [min, max] }: Table["axes"][number]): ParameterDefinition {
  if (nodes.length === 1) return { value: nodes[0], unit, frozen: true };
  return { value: (min + max) / 2, unit, min, max };
}

function readOptions(given: unknown): Table {
  const { energy, axes, values, filename } = checkOptions(given, ["energy", "axes", "values", "filename"], id);
  if (energy === undefined && typeof filename === "string") {
    throw refuse(
      `${id}: options`,
      `must hold the table of "${filename}": energy, axes and values, as readModels of @gammakit/io reads them`,
    );
  }
  if (filename !== undefined && typeof filename !== "string") throw refuse(`${id}: options.filename`, "must be text");
  const energies = energyList(energy, 1, `${id}: options.energy`);
  if (!Array.isArray(axes) || axes.length > mostAxes) {
    throw refuse(`${id}: options.axes`, `must be a list of at most ${mostAxes} axes with name and nodes`);
  }
  const table = axes.map((axis, k) => readAxis(axis, `${id}: options.axes[${k}]`));
  const twice = table.findIndex(({ name }, k) => table.findIndex((other) => other.name === name) < k);
  if (twice >= 0) throw refuse(`${id}: options.axes[${twice}].name`, `is "${table[twice].name}" like another's`);
  const list = quantityList(values, ["cm-2 s-1 TeV-1", ""], `${id}: options.values`);
  const size = table.reduce((product, { nodes }) => product * nodes.length, energies.data.length);
  if (list.data.length !== size) {
    throw refuse(`${id}: options.values`, `has ${list.data.length} numbers; energies and axes ask for ${size}`);
  }
  const negative = list.data.findIndex((value) => value < 0);
  if (negative >= 0) throw refuse(`${id}: options.values[${negative}]`, `must not be negative: ${list.data[negative]}`);
  return { energy: energies, axes: table, values: list, ...(filename !== undefined && { filename }) };
}

function readAxis(given: unknown, at: string): Table["axes"][number] {
  if (!isRecord(given)) throw refuse(at, "must be an axis with name and nodes");
  for (const key of Object.keys(given)) {
    if (!["name", "unit", "interp", "nodes", "bounds"].includes(key)) {
      throw refuse(`${at}.${key}`, "is not known; known: name, unit, interp, nodes, bounds");
    }
  }
  const { name, unit = "", interp = "lin" } = given;
  if (typeof name !== "string" || !/^[A-Za-z]\w*$/.test(name)) throw refuse(`${at}.name`, "must be a word");
  if (typeof unit !== "string") throw refuse(`${at}.unit`, "must be text");
  if (interp !== "lin" && interp !== "log" && interp !== "sqrt") {
    throw refuse(`${at}.interp`, `must be "lin", "log" or "sqrt", not ${JSON.stringify(interp)}`);
  }
  const least = interp === "log" ? 0 : -Infinity;
  const { data: nodes } = quantityList(given.nodes, [""], `${at}.nodes`);
  if (nodes.length === 0) throw refuse(`${at}.nodes`, "must not be empty");
  const bad = nodes.findIndex((value, k) => !(value > (k === 0 ? least : nodes[k - 1])));
  if (bad >= 0) {
    throw refuse(`${at}.nodes[${bad}]`, `must be increasing${interp === "log" ? " and above 0" : ""}: ${nodes[bad]}`);
  }
  const { data: bounds } = quantityList(given.bounds ?? [nodes[0], nodes.at(-1)], [""], `${at}.bounds`);
  if (bounds.length !== 2 || bounds[0] > bounds[1] || bounds[0] < least) {
    throw refuse(`${at}.bounds`, "must be the smallest and the largest value of the parameter");
  }
  return { name, unit, interp, nodes, bounds: [bounds[0], bounds[1]] };
}

/** Where a parameter is among the nodes of its axis. */
interface Place {
  /** The node before it. */
  k: number;
  /** The share of the way to the next. */
  share: number;
  /** Derivative of the share with respect to the parameter. */
  slope: number;
}

type Kernel = (x: Float64Array, p: Float64Array, out: Float64Array) => void;

function kernels({
  energy,
  axes,
  values,
}: Table): Record<"evaluate" | "integrate" | "integrateEnergy" | "evaluateGradient" | "integrateGradient", Kernel> {
  const count = energy.data.length;
  const logEnergy = Float64Array.from(energy.data, log);
  const table = Float64Array.from(values.data, logOf);
  const scaled = axes.map(({ nodes, interp }) => Float64Array.from(nodes, (value) => inScale(value, interp)));
  const strides = axes.map((_, a) => axes.slice(0, a).reduce((product, { nodes }) => product * nodes.length, count));
  const places: Place[] = axes.map(() => ({ k: 0, share: 0, slope: 0 }));
  const logValue = new Float64Array(count);
  const slopes = axes.map(() => new Float64Array(count));
  const nodes = { logEnergy, logValue, beyond: "power-law" } as const;
  const corners = 2 ** axes.length;

  const locate = (p: Float64Array) => {
    for (let a = 0; a < axes.length; a++) {
      const list = scaled[a];
      const place = places[a];
      if (list.length === 1) continue;
      const x = inScale(p[a], axes[a].interp);
      place.k = nodeIndex(list, x);
      const width = list[place.k + 1] - list[place.k];
      place.share = (x - list[place.k]) / width;
      place.slope = scaleSlope(p[a], axes[a].interp) / width;
    }
  };
  /** The table at the parameters, into `out`: along the axis `derived` the difference of its nodes in place of what lies between. */
  const blend = (out: Float64Array, derived: number) => {
    out.fill(0);
    for (let corner = 0; corner < corners; corner++) {
      let weight = 1;
      let offset = 0;
      for (let a = 0; a < axes.length; a++) {
        const { k, share } = places[a];
        const upper = (corner >> a) & 1;
        if (a === derived) weight *= upper === 1 ? 1 : -1;
        else weight *= upper === 1 ? share : 1 - share;
        offset += (k + upper) * strides[a];
      }
      if (weight === 0) continue;
      for (let e = 0; e < count; e++) out[e] += weight * table[offset + e];
    }
  };
  const at = (p: Float64Array) => {
    locate(p);
    blend(logValue, -1);
    return nodes;
  };
  /** The derivatives of the logarithms at the energies, one array per axis; those of an axis of one node are 0. */
  const derivativesAt = (p: Float64Array) => {
    at(p);
    for (let a = 0; a < axes.length; a++) {
      if (scaled[a].length === 1) continue;
      blend(slopes[a], a);
      for (let e = 0; e < count; e++) slopes[a][e] *= places[a].slope;
    }
  };
  let perNode = new Float64Array(0);
  return {
    evaluate: (x, p, out) => evaluateNodes(at(p), x, out),
    integrate: (x, p, out) => integrateNodes(at(p), x, 1, out),
    integrateEnergy: (x, p, out) => integrateNodes(at(p), x, 2, out),
    evaluateGradient(x, p, out) {
      derivativesAt(p);
      const n = x.length;
      for (let i = 0; i < n; i++) {
        const t = log(x[i]);
        const k = nodeIndex(logEnergy, t);
        const w = count === 1 ? 0 : (t - logEnergy[k]) / (logEnergy[k + 1] - logEnergy[k]);
        const next = count === 1 ? k : k + 1;
        const value = exp(logValue[k] + w * (logValue[next] - logValue[k]));
        const shown = value > 2 * tiny ? value : 0;
        for (let a = 0; a < axes.length; a++) {
          out[a * n + i] = shown * (slopes[a][k] + w * (slopes[a][next] - slopes[a][k]));
        }
      }
    },
    integrateGradient(x, p, out) {
      derivativesAt(p);
      const bins = x.length - 1;
      if (perNode.length !== count * bins) perNode = new Float64Array(count * bins);
      integrateNodesGradient(nodes, x, perNode);
      out.fill(0);
      for (let a = 0; a < axes.length; a++) {
        for (let e = 0; e < count; e++) {
          for (let i = 0; i < bins; i++) out[a * bins + i] += slopes[a][e] * perNode[e * bins + i];
        }
      }
    },
  };
}

/** The function of the coordinate in which the logarithm of the table is linear. */
function inScale(x: number, scale: AxisScale): number {
  if (scale === "log") return logOf(x);
  return scale === "sqrt" ? Math.sign(x) * Math.sqrt(Math.abs(x)) : x;
}

/** Derivative of the scale of an axis with respect to the coordinate. */
function scaleSlope(x: number, scale: AxisScale): number {
  if (scale === "log") return x > tiny ? 1 / x : 0;
  return scale === "sqrt" ? 0.5 / Math.sqrt(Math.max(Math.abs(x), tiny)) : 1;
}

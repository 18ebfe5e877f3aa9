import { type AbsorptionTable, defineSpectralFamily, exp, log } from "@gammakit/core";
import { nodeIndex } from "../numeric/node-index.ts";
import { logOf, tiny } from "../numeric/power-law-nodes.ts";
import { checkOptions, energyList, isRecord, quantityList, refuse, requireIncreasing } from "./quantity-list.ts";

/** Options of `eblAbsorptionNorm`. */
export interface EblAbsorptionOptions {
  /** As `readEblTable` of `@gammakit/io` gives it. */
  readonly table: AbsorptionTable;
}

const id = "ebl-absorption-norm";

/**
 * What the extragalactic background light leaves of a spectrum: the factor exp(−τ(E, z))^α from a table,
 * `productModel(powerLaw(), eblAbsorptionNorm({ options: { table }, redshift: 0.116 }))`.
 *
 * Its logarithm is interpolated linearly in redshift and in ln E, and extrapolated so; transmissions below 1e-38 are zero.
 * The result lies between 0 and 1. Parameters: `alpha_norm` α, the amount of light (1, frozen), `redshift` z (0.1, frozen).
 */
export const eblAbsorptionNorm = defineSpectralFamily<EblAbsorptionOptions>({
  id,
  aliases: ["EBLAbsorptionNormSpectralModel", "ebl-norm"],
  summary: "Absorption by the extragalactic background light, exp(−τ(E, z))^α, from a table",
  create(given) {
    const table = readTable(given);
    const transmission = interpolation(table);
    return {
      options: { table },
      unit: "",
      parameters: {
        alpha_norm: { value: 1, unit: "", frozen: true },
        redshift: { value: 0.1, unit: "", frozen: true },
      },
      evaluate(energy, p, out) {
        transmission.atRedshift(p[1]);
        for (let i = 0; i < energy.length; i++) {
          const passed = transmission.log(log(energy[i]));
          out[i] = passed > -Infinity ? exp(p[0] * passed) : p[0] === 0 ? 1 : 0;
        }
      },
      evaluateGradient(energy, p, out) {
        const n = energy.length;
        transmission.atRedshift(p[1]);
        for (let i = 0; i < n; i++) {
          const t = log(energy[i]);
          const passed = transmission.log(t);
          const value = passed > -Infinity ? exp(p[0] * passed) : 0;
          out[i] = value > 0 ? value * passed : 0;
          // At the limits, 0 and 1, it does not change with the redshift.
          out[n + i] = value > 0 && passed < 0 ? value * p[0] * transmission.redshiftSlope(t) : 0;
        }
      },
    };
  },
});

/** ln of the transmission at one redshift at a time. */
interface LogTransmission {
  atRedshift(redshift: number): void;
  /** ln exp(−τ) at ln E: 0 at most, −∞ where nothing arrives. */
  log(t: number): number;
  /** d ln exp(−τ) / dz at ln E. */
  redshiftSlope(t: number): number;
}

function interpolation({ energy, redshift, transmission }: AbsorptionTable): LogTransmission {
  const logEnergy = energy.map(log);
  const n = energy.length;
  // Logarithms of a row are taken when it is needed: tables have thousands of rows, and a fit needs two.
  const rows: (Float64Array | undefined)[] = new Array(redshift.length);
  const row = (k: number): Float64Array => {
    rows[k] ??= transmission.subarray(k * n, (k + 1) * n).map(logOf);
    return rows[k];
  };
  const along = (values: Float64Array, t: number): number => {
    if (n === 1) return values[0];
    const i = nodeIndex(logEnergy, t);
    const share = (t - logEnergy[i]) / (logEnergy[i + 1] - logEnergy[i]);
    return values[i] + share * (values[i + 1] - values[i]);
  };
  let low = row(0);
  let high = low;
  let share = 0;
  let step = 1;
  return {
    atRedshift(z) {
      if (redshift.length === 1) return;
      const k = nodeIndex(redshift, z);
      low = row(k);
      high = row(k + 1);
      step = redshift[k + 1] - redshift[k];
      share = (z - redshift[k]) / step;
    },
    log(t) {
      const a = along(low, t);
      const log = share === 0 ? a : a + share * (along(high, t) - a);
      return exp(log) > 2 * tiny ? Math.min(log, 0) : -Infinity;
    },
    redshiftSlope: (t) => (along(high, t) - along(low, t)) / step,
  };
}

/** The table of the options, or of the lists that Gammapy writes into a file instead of its name. */
function readTable(given: unknown): AbsorptionTable {
  const known = ["table", "energy", "param", "values", "filename", "reference"];
  const { table, energy, param, values, filename, reference } = checkOptions(given ?? {}, known, id);
  if (table !== undefined) return checkTable(table);
  const file = filename ?? reference;
  if (file !== undefined) {
    throw refuse(
      `${id}: options`,
      `name the table ${JSON.stringify(file)}, which is not read here. Give options.table, from readEblTable of @gammakit/io`,
    );
  }
  if (energy === undefined || param === undefined || values === undefined) {
    throw refuse(`${id}: options`, "must have a table: readEblTable of @gammakit/io reads one");
  }
  const rows = isRecord(values) ? values.data : values;
  if (!Array.isArray(rows)) throw refuse(`${id}: options.values`, "must be a list of lists, one per redshift");
  const flat = rows.map((list, k) => quantityList(list, [""], `${id}: options.values.data[${k}]`).data);
  const width = flat[0]?.length ?? 0;
  const ragged = flat.findIndex((list) => list.length !== width);
  if (ragged >= 0) throw refuse(`${id}: options.values.data[${ragged}]`, `must have ${width} entries as the first`);
  return checkTable({
    energy: Float64Array.from(energyList(energy, 1, `${id}: options.energy`).data),
    redshift: Float64Array.from(quantityList(param, [""], `${id}: options.param`).data),
    transmission: Float64Array.from(flat.flat()),
  });
}

function checkTable(table: unknown): AbsorptionTable {
  const at = `${id}: options.table`;
  const { energy, redshift, transmission } = checkOptionsOf(table, at);
  if (energy.length === 0 || redshift.length === 0) throw refuse(at, "is empty");
  requireIncreasing(energy, 0, `${at}.energy`);
  requireIncreasing(redshift, -1, `${at}.redshift`);
  const size = energy.length * redshift.length;
  if (transmission.length !== size) {
    throw refuse(
      `${at}.transmission`,
      `must have ${redshift.length} × ${energy.length} entries, not ${transmission.length}`,
    );
  }
  const bad = transmission.findIndex((value) => !(value >= 0 && value <= 1));
  if (bad >= 0) throw refuse(`${at}.transmission[${bad}]`, `must lie between 0 and 1, not ${transmission[bad]}`);
  return table as AbsorptionTable;
}

function checkOptionsOf(table: unknown, at: string): AbsorptionTable {
  const { energy, redshift, transmission } = (isRecord(table) ? table : {}) as Partial<AbsorptionTable>;
  for (const column of [energy, redshift, transmission]) {
    if (!(column instanceof Float64Array)) {
      throw refuse(at, "must have energy, redshift and transmission, each a Float64Array");
    }
  }
  return table as AbsorptionTable;
}

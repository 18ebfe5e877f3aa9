import { type FluxPoint, GammakitError, type NormScan, normOf, type SedType, type Table } from "@gammakit/core";
import { isConvertible } from "../maps/map-unit.ts";
import { unescapeAscii } from "./ascii-escapes.ts";
import { type Bin, hasEdges } from "./flux-bins.ts";
import { type FluxCells, hasReferences } from "./flux-cells.ts";
import { fluxUnit, type TableSedType } from "./flux-columns.ts";
import { type FluxMeta, isAssumed } from "./flux-meta.ts";
import { powerLawFluxes, type ReferenceFluxes } from "./reference-power-law.ts";
import { tellAssumed, tellTakenLimits } from "./told-assumptions.ts";

/** Which columns a form needs, in the order in which Gammapy tries them. */
const needed: readonly (readonly [TableSedType, readonly string[]])[] = [
  ["dnde", ["e_ref", "dnde"]],
  ["e2dnde", ["e_ref", "e2dnde"]],
  ["flux", ["e_min", "e_max", "flux"]],
  ["eflux", ["e_min", "e_max", "eflux"]],
  ["likelihood", ["e_min", "e_max", "ref_dnde", "ref_flux", "ref_eflux", "norm"]],
];

/** The form that a table says its fluxes have, or that its columns show. */
export function sedTypeOf(meta: Table["meta"], cells: FluxCells): TableSedType {
  // Energies that cannot be read are the nearer fault.
  for (const name of ["e_ref", "e_min", "e_max"]) cells.numbers(name, "TeV");
  const written = String(meta.SED_TYPE ?? "").trim();
  const found =
    needed.find(([type]) => type === written) ??
    needed.find(([, columns]) => columns.every(cells.has)) ??
    needed.find(([type]) => cells.has(type));
  if (found === undefined || (written !== "" && found[0] !== written)) {
    throw new GammakitError(
      "invalid-file",
      `${cells.where}: ${written === "" ? "no column shows" : `SED_TYPE is "${written}", which does not say`} the form of the fluxes; known are dnde, e2dnde, flux, eflux and likelihood.`,
      { sedType: written },
    );
  }
  const isKnown = (column: string) =>
    cells.has(column) ||
    (column === "e_ref" ? hasEdges(cells) : written !== "" && column.startsWith("e_") && cells.has("e_ref"));
  const missing = found[1].filter((column) => !isKnown(column));
  if (missing.length === 0) return found[0];
  throw new GammakitError(
    "invalid-file",
    `${cells.where}: fluxes of the form ${found[0]} need ${missing.length === 1 ? "the column" : "the columns"} ${missing.join(", ")}, not found here.`,
    { sedType: found[0], missing },
  );
}

/** Whether the fluxes are per solid angle, which their unit says. */
export function isPerSteradian(cells: FluxCells, sedType: TableSedType): boolean {
  const form = sedType === "likelihood" ? "dnde" : sedType;
  const unit = cells.unit(sedType === "likelihood" ? "ref_dnde" : sedType);
  return unit !== undefined && isConvertible(unit, fluxUnit(form, true));
}

/** The flux points of all rows, one after another, one per bin. `warn` is told of what is assumed, and of scans that cannot be used. */
export function readPoints(
  cells: FluxCells,
  sedType: TableSedType,
  meta: FluxMeta,
  bins: readonly Bin[],
  warn: (message: string) => void,
): readonly FluxPoint[] {
  const perSteradian = isPerSteradian(cells, sedType);
  const unit = fluxUnit(sedType === "likelihood" ? "dnde" : sedType, perSteradian);
  const references = referencesOf(cells, meta, bins, perSteradian);
  const norm = normColumns(cells, sedType, bins, references, unit);
  const fit = fitColumns(cells, bins.length);
  const [success, isUl, reasons] = [cells.truths("success"), cells.truths("is_ul"), cells.texts("reason")];
  tellAssumed(cells, sedType, unit, warn);
  const isUnknown = isScanOfUnknown(cells, sedType, meta);
  const scans = isUnknown ? [] : readScans(cells, bins.length);
  if (isUnknown) {
    warn(
      `${cells.where}: norm_scan is left out. Its norms are those of a spectrum that the file does not name (REFMODEL, or ref_dnde, ref_flux and ref_eflux); in the form "likelihood" it does.`,
    );
  }
  const limits = ownLimits(
    cells,
    sedType,
    isUl,
    bins.map((_, i) => norm(i)),
  );
  let unsaid = 0;
  const points = bins.map((bin, i) => {
    const norms = norm(i);
    const found = fit(i, norms.norm);
    if (isUl === undefined && Number.isNaN(found.sqrtTs) && norms.normUl > 0 && hasError(norms)) unsaid++;
    return {
      ...bin,
      ...norms,
      ...(limits[i] && { normUl: norms.norm }),
      ...found,
      success: success?.[i] ?? !Number.isNaN(norms.norm),
      isUl: isUl?.[i] ?? shownAsLimit(norms, found.sqrtTs, meta.sqrtTsThresholdUl),
      ...references[i],
      ...(scans[i] !== undefined && { scan: scans[i] }),
      ...(reasons?.[i] && { reason: unescapeAscii(reasons[i]) }),
    };
  });
  tellTakenLimits(cells, limits.filter(Boolean).length, unsaid, warn);
  return points;
}

/** What a fit found besides the norm. */
type Fit = Pick<FluxPoint, "ts" | "sqrtTs" | "stat" | "statNull" | "counts" | "npred" | "npredExcess">;

function fitColumns(cells: FluxCells, count: number): (i: number, norm: number) => Fit {
  const [stat, statNull] = [statistic(cells, "stat"), statistic(cells, "stat_null")];
  const [ts, sqrtTs] = [cells.numbers("ts", ""), cells.numbers("sqrt_ts", "")];
  const [counts, npred, npredExcess] = ["counts", "npred", "npred_excess"].map((name) =>
    overDatasets(cells, name, count),
  );
  return (i, norm) => {
    const rise = cells.has("ts") ? ts[i] : statNull[i] - stat[i];
    return {
      ts: rise,
      sqrtTs: cells.has("sqrt_ts") ? sqrtTs[i] : Math.sqrt(Math.max(rise, 0)) * (norm > 0 ? 1 : -1),
      stat: stat[i],
      statNull: statNull[i],
      counts: counts[i],
      npred: npred[i],
      npredExcess: npredExcess[i],
    };
  };
}

/** From the columns, else by the formula of a power law. */
function referencesOf(
  cells: FluxCells,
  { reference }: FluxMeta,
  bins: readonly Bin[],
  perSteradian: boolean,
): readonly ReferenceFluxes[] {
  if (hasReferences(cells)) {
    const dnde = cells.numbers("ref_dnde", fluxUnit("dnde", perSteradian));
    const flux = cells.numbers("ref_flux", fluxUnit("flux", perSteradian));
    const eflux = cells.numbers("ref_eflux", fluxUnit("eflux", perSteradian));
    return bins.map((_, i) => ({ refDnde: dnde[i], refFlux: flux[i], refEflux: eflux[i] }));
  }
  return bins.map((bin) => {
    const found = perSteradian ? undefined : powerLawFluxes(reference, bin);
    if (found !== undefined) return found;
    throw new GammakitError(
      "unsupported",
      `${cells.where}: the reference model is "${reference.id}"${perSteradian ? " per solid angle" : ""}, and without the columns ref_dnde, ref_flux and ref_eflux only a plain power law's fluxes are known. Write the table with the option complete, or in the form "likelihood".`,
      { reference: reference.id },
    );
  });
}

/** The column of the fluxes of a form. */
function valueName(sedType: TableSedType): string {
  return sedType === "likelihood" ? "norm" : sedType;
}

type Norms = Pick<FluxPoint, "norm" | "normErr" | "normErrn" | "normErrp" | "normUl">;

function normColumns(
  cells: FluxCells,
  sedType: TableSedType,
  bins: readonly Bin[],
  references: readonly ReferenceFluxes[],
  unitOfFlux: string,
): (i: number) => Norms {
  const name = valueName(sedType);
  const unit = sedType === "likelihood" ? "" : unitOfFlux;
  const [norm, err, errn, errp, ul] = ["", "_err", "_errn", "_errp", "_ul"].map((suffix) =>
    cells.numbers(name + suffix, unit),
  );
  // Some tables have errors downward with their sign.
  const down = errn.some((value) => value < 0) && !errn.some((value) => value > 0) ? errn.map((value) => -value) : errn;
  const at = (values: Float64Array, i: number) =>
    sedType === "likelihood" ? values[i] : normOf(values[i], { ...bins[i], ...references[i] }, sedType as SedType);
  return (i) => ({
    norm: at(norm, i),
    normErr: at(err, i),
    normErrn: at(down, i),
    normErrp: at(errp, i),
    normUl: at(ul, i),
  });
}

/** −2 ln L; older files have half of it as "loglike". */
function statistic(cells: FluxCells, name: string): Float64Array {
  const old = name.replace("stat", "loglike");
  if (!cells.has(name) && cells.has(old)) return cells.numbers(old, "").map((value) => 2 * value);
  return cells.numbers(name, "");
}

/** Summed over the datasets that were fitted together; NaN stands for those that have no part in a point. */
function overDatasets(cells: FluxCells, name: string, count: number): Float64Array {
  const values = cells.groups(name);
  const n = values.length / count;
  return Float64Array.from({ length: count }, (_, i) => {
    const parts = values.subarray(i * n, (i + 1) * n).filter((value) => !Number.isNaN(value));
    return parts.length === 0 ? Number.NaN : parts.reduce((sum, value) => sum + value, 0);
  });
}

/** Whether there is a scan of norms, and nothing says of which spectrum: fluxes stand for themselves, it does not. */
function isScanOfUnknown(cells: FluxCells, sedType: TableSedType, meta: FluxMeta): boolean {
  return sedType !== "likelihood" && isAssumed(meta) && !hasReferences(cells) && cells.has("norm_scan");
}

function readScans(cells: FluxCells, count: number): readonly (NormScan | undefined)[] {
  if (!cells.has("stat_scan") || !cells.has("norm_scan")) return new Array<undefined>(count).fill(undefined);
  const [stat, norm] = [cells.groups("stat_scan"), cells.groups("norm_scan")];
  const n = norm.length / count;
  return Array.from({ length: count }, (_, i) => {
    const at = (values: Float64Array, length: number) => Array.from(values.subarray(i * n, i * n + length));
    if (at(stat, n).every(Number.isNaN)) return undefined;
    let length = n;
    while (length > 0 && Number.isNaN(norm[i * n + length - 1])) length--;
    return { norm: at(norm, length), stat: at(stat, length) };
  });
}

/** Which fluxes are upper limits themselves: they have no error, and the table has no column of limits. */
function ownLimits(
  cells: FluxCells,
  sedType: TableSedType,
  isUl: readonly boolean[] | undefined,
  norms: readonly Norms[],
): readonly boolean[] {
  const areBeside = cells.has(`${valueName(sedType)}_ul`);
  return norms.map((norm, i) => isUl?.[i] === true && !areBeside && !hasError(norm) && norm.norm > 0);
}

function hasError({ norm, normErr, normErrn, normErrp }: Norms): boolean {
  return Number.isFinite(norm) && [normErr, normErrn, normErrp].some((error) => error > 0);
}

/** Gammapy's rule for files that do not say. */
function shownAsLimit({ norm, normUl }: Norms, sqrtTs: number, threshold: number): boolean {
  if (Number.isNaN(normUl)) return Number.isNaN(norm);
  return Number.isNaN(sqrtTs) ? Number.isFinite(normUl) : sqrtTs < threshold;
}

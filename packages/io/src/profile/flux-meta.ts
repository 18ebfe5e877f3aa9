import {
  chiSquareQuantile,
  type FluxPoints,
  GammakitError,
  type ModelRecord,
  normalTail,
  type SedType,
  type Table,
  type UpperLimitMethod,
} from "@gammakit/core";
import { type FluxCells, hasReferences } from "./flux-cells.ts";
import type { TableSedType } from "./flux-columns.ts";

/** All that flux points have in common. */
export type FluxMeta = Omit<FluxPoints, "kind" | "points">;

/** What a file that says nothing of it is taken to mean, as by Gammapy. */
const defaultReference: ModelRecord = {
  id: "power-law",
  parameters: [
    { name: "index", value: 2, unit: "" },
    { name: "amplitude", value: 1e-12, unit: "cm-2 s-1 TeV-1" },
    { name: "reference", value: 1, unit: "TeV", frozen: true },
  ],
};

/** Whether the spectrum to which norms refer was assumed, as the file does not name it. */
export function isAssumed({ reference }: FluxMeta): boolean {
  return reference === defaultReference;
}

const methods: readonly UpperLimitMethod[] = ["profile", "bounded", "feldman-cousins", "bayesian"];

/**
 * The meta of a table of flux points. SED_TYPE and UL_CONF are those of Gammapy, who rounds; the others are ours. A reference spectrum that
 * was assumed is not written as if it were known.
 */
export function writeFluxMeta(meta: FluxMeta, sedType: string): Table["meta"] {
  const known = Number.isFinite(meta.nSigmaUl);
  return {
    SED_TYPE: sedType,
    ...(known && { UL_CONF: Number((1 - 2 * normalTail(meta.nSigmaUl)).toFixed(7)), NSIGMAUL: meta.nSigmaUl }),
    NSIGMA: meta.nSigma,
    UL_METH: meta.ulMethod,
    SQRTTSUL: meta.sqrtTsThresholdUl,
    ...(!isAssumed(meta) && { REFMODEL: formatRecord(meta.reference) }),
  };
}

/** The inverse of {@link writeFluxMeta} for the table of `cells` in a form; `warn` is told of what is missing and so assumed. */
export function readFluxMeta(
  meta: Table["meta"],
  cells: FluxCells,
  sedType: TableSedType,
  warn: (message: string) => void,
): FluxMeta {
  const number = (key: string) => (typeof meta[key] === "number" ? meta[key] : undefined);
  const confidence = number("UL_CONF");
  const method = methods.find((known) => known === meta.UL_METH);
  return {
    reference: readReference(meta.REFMODEL, cells, sedType, warn),
    nSigma: number("NSIGMA") ?? 1,
    nSigmaUl: number("NSIGMAUL") ?? (confidence === undefined ? Number.NaN : sigmaOf(confidence)),
    ulMethod: method ?? "profile",
    sqrtTsThresholdUl: number("SQRTTSUL") ?? 2,
  };
}

/** Standard deviations of a two-sided confidence level, to one decimal: files round the level. */
function sigmaOf(confidence: number): number {
  return Math.round(10 * Math.sqrt(chiSquareQuantile(1 - confidence, 1))) / 10;
}

/** Forms that follow from each other without a spectrum, and those that do not. */
const dependence: Readonly<Record<SedType, readonly [string, string]>> = {
  dnde: ["dnde and e2dnde do", "flux and eflux, over bins, do"],
  e2dnde: ["dnde and e2dnde do", "flux and eflux, over bins, do"],
  flux: ["flux does", "dnde, e2dnde and eflux do"],
  eflux: ["eflux does", "dnde, e2dnde and flux do"],
};

function readReference(
  text: unknown,
  cells: FluxCells,
  sedType: TableSedType,
  warn: (message: string) => void,
): ModelRecord {
  const { where } = cells;
  if (typeof text === "string" && text.trim() !== "") return parseRecord(text, where);
  // No flux depends on the name of a spectrum whose fluxes are there.
  if (hasReferences(cells) || sedType === "likelihood") return defaultReference;
  const [free, bound] = dependence[sedType];
  warn(
    `${where}: the file does not say to which spectrum its norms refer (REFMODEL); a power law of index 2 with 1e-12 cm-2 s-1 TeV-1 at 1 TeV is taken. Its ${free} not depend on it; ${bound}.`,
  );
  return defaultReference;
}

/** A model as one line of ASCII: JSON in which infinite numbers are strings. */
function formatRecord(record: ModelRecord): string {
  const text = JSON.stringify(record, (_key, value: unknown) => {
    if (ArrayBuffer.isView(value)) return Array.from(value as Float64Array);
    return typeof value === "number" && !Number.isFinite(value) ? String(value) : value;
  });
  return text.replace(/[^ -~]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

function parseRecord(text: string, where: string): ModelRecord {
  try {
    const record = JSON.parse(text, (_key, value: unknown) => {
      return typeof value === "string" && /^(NaN|-?Infinity)$/.test(value) ? Number(value) : value;
    }) as Partial<ModelRecord>;
    if (typeof record?.id !== "string" || !Array.isArray(record.parameters))
      throw new Error("id or parameters missing");
    return record as ModelRecord;
  } catch (cause) {
    throw new GammakitError(
      "invalid-file",
      `${where}: REFMODEL is not a model in JSON with "id" and "parameters".`,
      { where },
      cause,
    );
  }
}

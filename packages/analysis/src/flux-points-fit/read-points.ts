import { type FluxPoints, GammakitError } from "@gammakit/core";
import {
  type FittedFluxPoints,
  type FluxPointsData,
  type FluxPointsLikelihood,
  fluxPointsDataset,
} from "@gammakit/fit";
import { readFluxPoints } from "@gammakit/io";
import type { FileHost } from "../host.ts";
import { atKey, distinctNames, readFiles, recordedSource } from "../job/read-files.ts";
import { recognize } from "../job/recognize.ts";
import type { JobWarning } from "../job/warning.ts";
import type { JobSession } from "../provenance/session.ts";
import type { FluxPointsFitSettings } from "./schema.ts";

/** The flux points of a file, made ready for a fit. */
export interface FluxPointsSet extends FluxPointsData {
  readonly name: string;
  /** As the job names it. */
  readonly file: string;
  readonly points: FittedFluxPoints;
  readonly likelihood: FluxPointsLikelihood;
  readonly quantity: "dnde" | "flux";
}

/** The sets of a job, and what their files do not say and so was assumed. */
export interface ReadFluxPoints {
  readonly sets: readonly FluxPointsSet[];
  readonly warnings: readonly JobWarning[];
}

/**
 * The flux points of a job, each set with its own statistic. Names are made to differ. Throws "invalid-file" or "io" where files can't be
 * used, "invalid-input" where nothing of one can be compared: all of them at once, with their key paths.
 */
export async function readFluxPointsSets(
  { points, ...common }: FluxPointsFitSettings,
  host: FileHost,
  session: JobSession,
): Promise<ReadFluxPoints> {
  const names = distinctNames(points.map(({ file, name }) => name ?? stemOf(file)));
  const assumed: JobWarning[][] = points.map(() => []);
  const sets = await readFiles(points, { key: "points", what: "files of flux points" }, host, async (given, path) => {
    const k = points.indexOf(given);
    const name = names[k];
    const { file, energy = common.energy, likelihood = common.likelihood, quantity = common.quantity } = given;
    const tell = (message: string) => assumed[k].push({ code: "assumed", message, where: name });
    const read = await atKey(`${path}.file`, () => readPointsFile(file, host, session, tell));
    const energyKey = given.energy === undefined ? "energy" : `${path}.energy`;
    const wanted = energy === undefined ? read : await atKey(energyKey, () => within(read, energy, file));
    const options = { name, likelihood, quantity };
    const data = await atKey(path, () => fluxPointsDataset(wanted, options));
    return { name, file, points: wanted, likelihood, quantity, ...data };
  });
  return { sets, warnings: assumed.flat() };
}

/** The flux points of a file by the reader of a plugin that recognizes it, else from FITS, ECSV or CSV. */
async function readPointsFile(
  name: string,
  host: FileHost,
  session: JobSession,
  onWarning: (message: string) => void,
): Promise<FluxPoints> {
  const { inflate, context } = host;
  const source = recordedSource(host.openFile(name), name, session);
  const signal = context?.signal && { signal: context.signal };
  const reader = await recognize(source, name, session.registry, context?.signal);
  if (reader === undefined) {
    return readFluxPoints(source, { name, onWarning, ...(inflate && { inflate }), ...signal });
  }
  const found = (await reader.read(source, { ...signal })) as Partial<FluxPoints> | undefined;
  if (found?.kind === "flux-points") return found as FluxPoints;
  throw new GammakitError(
    "invalid-file",
    `${name}: flux points are needed, and its reader "${reader.id}" gives something else.`,
    { file: name },
  );
}

/** The points with those left out whose energies lie outside a range [TeV]. Throws "invalid-input" where none is left. */
function within(
  read: FluxPoints,
  { min, max }: { readonly min: number; readonly max: number },
  file: string,
): FittedFluxPoints {
  const energies = read.points.map(({ eRef }) => eRef);
  const maskFit = Uint8Array.from(energies, (energy) => Number(energy >= min && energy <= max));
  if (maskFit.includes(1) || energies.length === 0) return { ...read, maskFit };
  const [low, high] = [Math.min(...energies), Math.max(...energies)].map((energy) => Number(energy.toPrecision(4)));
  throw new GammakitError(
    "invalid-input",
    `no point of ${file} lies from ${min} to ${max} TeV; they are at ${low} to ${high} TeV.`,
    { file, min, max },
  );
}

/** The name of a file without its folder and endings. */
function stemOf(file: string): string {
  const name = file.replace(/[?#].*$/, "").replace(/^.*[/\\]/, "");
  return name.replace(/(\.[a-z]+)?(\.gz)?$/i, "") || name || "flux-points";
}

import {
  createPause,
  type Dataset,
  type FluxPoints,
  type FluxProfile,
  GammakitError,
  type ProfileGeometry,
} from "@gammakit/core";
import { quiet } from "../quiet.ts";
import { emptyRow } from "./empty-row.ts";
import { fluxPoints, throwIfAborted } from "./flux-points.ts";
import { giveUp, throwIfAll } from "./give-up.ts";
import { type FluxPointsOptions, settingsOf } from "./options.ts";

/** A region of a profile, and what was extracted there. */
export interface ProfileRegion {
  readonly geometry: ProfileGeometry;
  /** Absent where nothing could be extracted. */
  readonly dataset?: Dataset;
  /** Why nothing could be. */
  readonly reason?: string;
}

/**
 * A flux profile: flux points of every region, in the order given. A region without a dataset, or with one in which nothing can
 * be used, keeps its row: `success` false, no counts, and the reason; so does one for which `fluxPoints` throws. Where it does for all,
 * that is thrown; "aborted" on a signal, "invalid-input" where there is no region.
 */
export async function fluxProfile(regions: readonly ProfileRegion[], options: FluxPointsOptions): Promise<FluxProfile> {
  const settings = settingsOf(options);
  if (regions.length === 0) throw new GammakitError("invalid-input", "There is no region. Give at least one.");
  const { context } = settings;
  const inner: FluxPointsOptions = { ...settings, context: quiet(context) };
  const pause = createPause();
  const rows: (FluxPoints | undefined)[] = [];
  const errors: unknown[] = [];
  const reasons: string[] = [];
  if (context?.executor) {
    const { measureRows } = await import("../later.ts");
    const datasets = regions.map(({ dataset }) => (dataset === undefined ? [] : [dataset]));
    rows.push(...(await measureRows(context.executor, datasets, settings)));
  }
  for (const { dataset } of regions.slice(rows.length)) {
    await pause();
    throwIfAborted(settings);
    const lost = (error: unknown) => {
      reasons[rows.length] = giveUp(errors, error, context?.signal);
      return undefined;
    };
    rows.push(dataset && (await fluxPoints([dataset], inner).catch(lost)));
    context?.onProgress?.(rows.length, regions.length);
  }
  throwIfAll(errors, regions.filter(({ dataset }) => dataset).length);
  const model = rows.find((row) => row !== undefined);
  const column = (value: (geometry: ProfileGeometry) => number) =>
    Float64Array.from(regions, ({ geometry }) => value(geometry));
  return {
    kind: "flux-profile",
    xMin: column(({ xMin }) => xMin),
    xMax: column(({ xMax }) => xMax),
    xRef: column(({ xRef }) => xRef),
    regions: regions.map(({ geometry }) => geometry.region),
    solidAngle: column(({ solidAngle }) => solidAngle),
    rows: rows.map((row, k) => row ?? emptyRow(settings, model, reasons[k] ?? regions[k].reason)),
  };
}

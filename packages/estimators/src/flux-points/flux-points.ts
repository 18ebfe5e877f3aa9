import {
  createPause,
  type Dataset,
  type FluxPoint,
  type FluxPoints,
  GammakitError,
  sliceEnergy,
  toRecord,
} from "@gammakit/core";
import { predictCounts } from "@gammakit/fit";
import { type BinData, emptyPoint, fluxPoint } from "./flux-point.ts";
import { giveUp, throwIfAll } from "./give-up.ts";
import type { SignalInDataset } from "./norm-profile.ts";
import { type FluxPointsOptions, type FluxPointsSettings, settingsOf } from "./options.ts";

/**
 * Flux points: in each energy bin, the factor on the reference spectrum that fits all `datasets` best, with its error from the
 * second derivative of the statistic, the test statistic against no source, and what else is selected. The norm has no limits; it
 * is negative where there are fewer counts than background. Bins are those of the data nearest to the ones asked for (`sliceEnergy`
 * says what was moved or cut); a bin that cannot be computed keeps its point, with `success` false and the reason, and so does one in
 * which the optimizer or the statistic throws. Where they do in every bin, that is thrown. Throws "invalid-input" for options that make
 * no sense and for datasets whose arrays do not belong together, "aborted" on a signal.
 */
export async function fluxPoints(datasets: readonly Dataset[], options: FluxPointsOptions): Promise<FluxPoints> {
  const settings = settingsOf(options);
  if (datasets.length === 0) throw new GammakitError("invalid-input", "There is no dataset. Give at least one.");
  const { context } = settings;
  if (context?.executor) {
    const { measureBins } = await import("../later.ts");
    return { ...headOf(settings), points: await measureBins(context.executor, datasets, settings) };
  }
  const signals = signalsOf(datasets, settings);
  const pause = createPause();
  const points: FluxPoint[] = [];
  const count = settings.energyEdges.length - 1;
  const errors: unknown[] = [];
  for (let k = 0; k < count; k++) {
    await pause();
    throwIfAborted(settings);
    const bin = binData(signals, settings.energyEdges[k], settings.energyEdges[k + 1]);
    const lost = (error: unknown) =>
      emptyPoint(settings.reference, bin.eMin, bin.eMax, giveUp(errors, error, context?.signal));
    points.push(await fluxPoint(bin, settings).catch(lost));
    context?.onProgress?.(k + 1, count);
  }
  throwIfAll(errors, count);
  return { ...headOf(settings), points };
}

/** The datasets with the counts of the reference. */
export function signalsOf(
  datasets: readonly Dataset[],
  { reference }: Pick<FluxPointsSettings, "reference">,
): readonly SignalInDataset[] {
  return datasets.map((dataset) => ({ dataset, signal: predictCounts(dataset, [reference]) }));
}

/** Throws "aborted" where the caller no longer wants the result. */
export function throwIfAborted({ context }: Pick<FluxPointsSettings, "context">): void {
  if (context?.signal?.aborted) throw new GammakitError("aborted", "The flux points were aborted.");
}

/** What flux points say about themselves. */
export function headOf(settings: FluxPointsSettings): Omit<FluxPoints, "points"> {
  const { reference, nSigma, nSigmaUl, ulMethod, sqrtTsThresholdUl } = settings;
  return { kind: "flux-points", reference: toRecord(reference), nSigma, nSigmaUl, ulMethod, sqrtTsThresholdUl };
}

/** The parts of the datasets in an energy range, which becomes that of their bins: from the lowest to the highest edge of any. */
export function binData(signals: readonly SignalInDataset[], eMin: number, eMax: number): BinData {
  const parts: SignalInDataset[] = [];
  let [lowest, highest] = [Number.POSITIVE_INFINITY, 0];
  for (const { dataset, signal } of signals) {
    const slice = sliceEnergy(dataset, eMin, eMax);
    if (slice.dataset === undefined) continue;
    parts.push({ dataset: slice.dataset, signal: signal.subarray(slice.begin, slice.end) });
    lowest = Math.min(lowest, dataset.energyEdges[slice.begin]);
    highest = Math.max(highest, dataset.energyEdges[slice.end]);
  }
  if (parts.length > 0) return { eMin: lowest, eMax: highest, parts };
  return { eMin, eMax, parts, missing: `no energy bin of the data is left between ${eMin} and ${eMax} TeV` };
}

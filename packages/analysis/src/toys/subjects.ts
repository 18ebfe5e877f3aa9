import type { Dataset, SpectralModel } from "@gammakit/core";
import {
  fitToys,
  normToys,
  spectralTimeSeries,
  type ToyFit,
  type ToyNorm,
  type ToyObserved,
  type ToySample,
} from "@gammakit/estimators";
import { countFittedBins } from "@gammakit/fit";
import type { FluxProfilePlan } from "../flux-profile/plan.ts";
import { nameDataset, readDataset } from "../flux-profile/read-dataset.ts";
import { measureProfile } from "../flux-profile/run.ts";
import type { FileHost, FolderHost } from "../host.ts";
import { intervalName, isoTime } from "../job/iso-time.ts";
import type { JobWarning } from "../job/warning.ts";
import type { JobSession } from "../provenance/session.ts";
import { binWarnings } from "../reduction/empty-bins.ts";
import { reduceByTime } from "../reduction/reduce-runs.ts";
import type { TimeResolvedPlan } from "../time-resolved/plan.ts";
import type { ToyPlace } from "./result.ts";
import type { ToysSettings } from "./schema.ts";

/** What toys are drawn of, and how. */
export interface ToySubjects {
  /** Where each subject belongs, and what the data say of it. */
  readonly places: readonly { readonly place: ToyPlace; readonly observed: ToyObserved }[];
  readonly warnings: readonly JobWarning[];
  /** ORIGIN in the headers of the data. */
  readonly origins: readonly string[];
  /** Draws and measures the toys of all subjects, in order. */
  samples(): AsyncIterable<ToySample>;
}

/** The intervals of a job in which there is a truth. */
export async function intervalSubjects(
  plan: TimeResolvedPlan,
  settings: ToysSettings,
  host: FolderHost,
  session: JobSession,
): Promise<ToySubjects> {
  const { time } = plan.settings;
  const chosen = chosenOf(settings.intervals, time.length);
  const { store, selected, origins, bins, warnings } = await reduceByTime(
    plan,
    chosen.map((i) => time[i]),
    host,
    session,
    {},
  );
  const options = {
    model: plan.model,
    optimizer: plan.optimizer,
    ...(plan.statistics && { statistics: plan.statistics }),
    ...(host.context && { context: host.context }),
  };
  const series = await session.watch.time("fit", () => spectralTimeSeries(bins, options));
  host.context?.signal?.throwIfAborted();
  const filled = chosen.flatMap((interval, i) =>
    bins[i].datasets.length > 0 ? [{ number: interval, ...bins[i] }] : [],
  );
  const subjects: ToyFit[] = [];
  const places: { place: ToyPlace; observed: ToyObserved }[] = [];
  const skipped: JobWarning[] = [];
  series.forEach(({ result, interval }, i) => {
    const { datasets, number } = filled[i];
    const truth = withTruth(result.model, settings.truth);
    if (!result.success && !isGiven(result.model, settings.truth)) {
      const message = `No toys: the fit to the data, which is their truth, is ${result.status}. Give the truth. ${result.message}`;
      skipped.push({ code: "no-toys", message, where: intervalName(interval) });
      return;
    }
    subjects.push({ datasets, truth, stream: number });
    places.push({
      place: { interval: number, tStartIso: isoTime(interval.start), tStopIso: isoTime(interval.stop) },
      observed: { stat: result.success ? result.stat : Number.NaN, bins: binsOf(datasets, plan) },
    });
  });
  return {
    places,
    origins,
    warnings: [...warnings, ...(await binWarnings(store.name, selected, bins)), ...skipped],
    samples: () => fitToys(subjects, { ...options, ...drawing(settings), asymmetric: settings.asymmetric }),
  };
}

/** The energy bins of the regions of a job in which there is a truth. */
export async function regionSubjects(
  plan: FluxProfilePlan,
  settings: ToysSettings,
  host: FileHost,
  session: JobSession,
): Promise<ToySubjects> {
  const { profile, datasets, options, warnings } = await measureProfile(plan, host, session, () =>
    readDataset(nameDataset(plan), host, session),
  );
  const subjects: ToyNorm[] = [];
  const places: { place: ToyPlace; observed: ToyObserved }[] = [];
  const skipped: JobWarning[] = [];
  const energies = chosenOf(settings.energies, plan.settings.energyEdges.length - 1);
  for (const region of chosenOf(settings.regions, datasets.length)) {
    const list = [datasets[region]];
    for (const energy of energies) {
      const point = profile.rows[region].points[energy];
      const truth = settings.truth?.norm ?? (point.success ? point.norm : Number.NaN);
      if (!Number.isFinite(truth + point.statNull) || !(point.refFlux > 0)) {
        const message = `No toys of energy bin ${energy}: ${point.reason ?? "the norm that was fitted is no number"}.`;
        skipped.push({ code: "no-toys", message, where: `regions[${region}]` });
        continue;
      }
      subjects.push({ datasets: list, energy, truth, stream: region * profile.rows[region].points.length + energy });
      places.push({
        place: {
          region,
          xRefDeg: profile.xRef[region],
          energy,
          eMinTeV: point.eMin,
          eMaxTeV: point.eMax,
        },
        // The statistic of counts over a known background tells no χ².
        observed: { stat: point.success ? point.stat : Number.NaN, bins: Number.NaN },
      });
    }
  }
  const selection = options.selection ?? [];
  return {
    places,
    origins: [],
    warnings: [...warnings, ...skipped],
    samples: () =>
      normToys(subjects, {
        ...options,
        ...drawing(settings),
        selection: settings.asymmetric ? [...selection, "errn-errp"] : selection,
      }),
  };
}

/** What is named, or all of them. */
function chosenOf(named: readonly number[] | undefined, count: number): readonly number[] {
  return named === undefined ? Array.from({ length: count }, (_, i) => i) : [...new Set(named)].sort((a, b) => a - b);
}

function drawing({ toys, seed }: ToysSettings): { readonly toys: number; readonly seed: number } {
  return { toys, seed };
}

/** The model with the values that are given, and those that were fitted. */
function withTruth(model: SpectralModel, truth: ToysSettings["truth"] = {}): SpectralModel {
  const parameters = model.parameters.map((parameter) => ({
    ...parameter,
    value: truth[parameter.name] ?? parameter.value,
  }));
  return { ...model, parameters };
}

/** Whether the truth of every free parameter is given, so that no fit is needed. */
function isGiven({ parameters }: SpectralModel, truth: ToysSettings["truth"] = {}): boolean {
  return parameters.every(({ name, frozen }) => frozen || truth[name] !== undefined);
}

/** Bins that were fitted; NaN where the statistic is not one that follows χ² of many counts. */
function binsOf(datasets: readonly Dataset[], { statistics }: TimeResolvedPlan): number {
  const isWstat = statistics === undefined && datasets.every(({ kind }) => kind === "spectrum-on-off");
  return isWstat ? countFittedBins(datasets) : Number.NaN;
}

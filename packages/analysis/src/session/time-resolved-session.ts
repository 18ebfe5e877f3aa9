import type { Observation, RunContext, SkyPosition, WcsMap } from "@gammakit/core";
import { type ObservationEntry, selectObservations } from "@gammakit/io";
import type { SpectrumOptions } from "@gammakit/plot";
import { binSpectrum } from "../figures/bin-spectrum.ts";
import type { FolderHost } from "../host.ts";
import { readModelTables } from "../job/model-tables.ts";
import { presetRegistry } from "../preset.ts";
import { createJointRecorder } from "../provenance/joint-recorder.ts";
import type { Recorder } from "../provenance/recorder.ts";
import { createSession } from "../provenance/session.ts";
import { createCountsImage } from "../reduction/counts-image.ts";
import { describeReduction } from "../reduction/describe.ts";
import type { Reduce } from "../reduction/reduction.ts";
import { keep, keptRuns, type RunSource } from "../reduction/run-source.ts";
import { readRuns, runsInReach } from "../reduction/runs.ts";
import { planTimeResolved, type TimeResolvedPlan } from "../time-resolved/plan.ts";
import { runTimeResolved, type TimeResolvedOptions, type TimeResolvedRun } from "../time-resolved/run.ts";
import type { TimeResolvedJob } from "../time-resolved/schema.ts";
import { bytesHeld } from "./bytes-held.ts";
import { keepLatest } from "./keep-latest.ts";
import { countsInRegions, thinRun } from "./thin-run.ts";

/** What a session needs to know each time. */
export interface SessionOptions {
  /** Progress and cancellation of this one request. */
  readonly context?: RunContext;
}

/** Time-resolved spectroscopy again and again on the same data, for a page on which a person moves things. */
export interface TimeResolvedSession {
  /** What the index of a data store says of its runs. */
  runs(store: string, options?: SessionOptions): Promise<readonly ObservationEntry[]>;
  /** The same numbers as `timeResolvedSpectroscopy`; runs are read once, and responses computed once for the same ON region. */
  update(job: TimeResolvedJob, options?: SessionOptions & TimeResolvedOptions): Promise<TimeResolvedRun>;
  /** Events of the runs of a job around a position, in its energy range and whatever its intervals are. */
  image(job: TimeResolvedJob, center: SkyPosition, options?: SessionOptions): Promise<WcsMap>;
  /** What a figure of the spectrum of one of the fitted intervals shows. */
  spectrum(run: TimeResolvedRun, interval: number): Promise<SpectrumOptions>;
  /** Size of the events and responses that are kept [bytes]. */
  size(): number;
}

/** Opens a session on the data of a host. What it has read is kept until the session itself is let go. */
export function openTimeResolvedSession(host: FolderHost): TimeResolvedSession {
  const registry = host.registry ?? presetRegistry();
  const kept = keptRuns(host);
  // What is not a job needs no account.
  const unrecorded = kept.sourceFor(createJointRecorder(host.sha256));
  const latestReduce = keepLatest<Reduce>();
  const latestImage = new Map<string, Promise<WcsMap>>();
  let reducedBefore: Reduce | undefined;
  const latestThin = new WeakMap<Reduce, WeakMap<Observation, Observation>>();
  const thinned = (reduce: Reduce, source: RunSource): RunSource => {
    const known = latestThin.get(reduce) ?? new WeakMap<Observation, Observation>();
    latestThin.set(reduce, known);
    return {
      open: source.open,
      async read(...run) {
        const whole = await source.read(...run);
        const thin = known.get(whole) ?? thinRun(whole, reduce);
        known.set(whole, thin);
        return thin;
      },
    };
  };
  const planOf = async (job: TimeResolvedJob, recorder: Recorder): Promise<TimeResolvedPlan> => {
    const plan = planTimeResolved(await readModelTables(job, recorder.host(host)), registry);
    // The makers keep what they found for the ON region and the responses of a run.
    return { ...plan, reduce: latestReduce(JSON.stringify(describeReduction(plan.settings)), () => plan.reduce) };
  };
  const draw = async ({ settings }: TimeResolvedPlan, center: SkyPosition, context: RunContext | undefined) => {
    const { store, chosen } = await choose(settings, context);
    const image = createCountsImage(center, settings.energy);
    await readRuns(unrecorded, store, chosen, settings, context, ({ events }: Observation) => image.add(events));
    return image.map();
  };
  const choose = async ({ data, time }: TimeResolvedPlan["settings"], context: RunContext | undefined) => {
    const store = await unrecorded.open(data.store, context);
    const selected = selectObservations(store, data.select === undefined ? [] : [data.select].flat(), data.obsIds);
    return { store, chosen: runsInReach(selected, time) };
  };
  return {
    runs: async (store, { context } = {}) => (await unrecorded.open(store, context)).observations,
    async update(job, { context, ...options } = {}) {
      const own = context === undefined ? host : { ...host, context };
      const recorder = createJointRecorder(host.sha256);
      const source = kept.sourceFor(recorder);
      const plan = await planOf(job, recorder);
      const isRepeated = reducedBefore === plan.reduce && !options.image;
      reducedBefore = plan.reduce;
      // Where only intervals change, events that can't count need not be looked at again.
      const isPlain = countsInRegions(plan.settings.background.maker) && plan.settings.makers.length === 0;
      const runs = isRepeated && isPlain ? thinned(plan.reduce, source) : source;
      return runTimeResolved(plan, own, createSession(registry, own, recorder), { ...options, source: runs });
    },
    async image(job, center, { context } = {}) {
      const plan = await planOf(job, createJointRecorder(host.sha256));
      const { chosen } = await choose(plan.settings, context);
      const { data, energy } = plan.settings;
      const key = JSON.stringify([data.store, chosen.map(({ id }) => id), energy, center]);
      if (!latestImage.has(key)) latestImage.clear();
      return keep(latestImage, key, context, () => draw(plan, center, context));
    },
    spectrum: (run, interval) => binSpectrum(run.bins[interval], run.datasets, ""),
    size: () => bytesHeld(kept.runs()),
  };
}

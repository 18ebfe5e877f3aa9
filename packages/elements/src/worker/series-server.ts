import {
  openTimeResolvedSession,
  type TimeResolvedJob,
  type TimeResolvedRun,
  type TimeResolvedSession,
} from "@gammakit/analysis";
import { GammakitError, type RunContext, type WcsMap } from "@gammakit/core";
import { openDataStore, writeCsv, writeEcsv } from "@gammakit/io";
import type { DataSource, IntervalSpectrum, OpenInput, SeriesInput, SkyImageData } from "../protocol.ts";
import type { Handlers } from "./create-server.ts";
import { defaultSeriesJob } from "./default-series-job.ts";
import { parseJob } from "./job-server.ts";
import { listedRun } from "./listed-run.ts";
import { fileBeside, storeFolder, storeName } from "./places.ts";
import { spectrumData } from "./spectrum-data.ts";

type Method = "series/open" | "series/update" | "series/spectrum" | "series/table";

/** Time-resolved spectroscopy on one data store at a time. */
export function seriesServer(): Handlers<Method> {
  let session: TimeResolvedSession | undefined;
  let latest: TimeResolvedRun | undefined;
  let sent: WcsMap | undefined;
  const opened = () => {
    if (session === undefined) throw new GammakitError("invalid-input", "No data are open. Choose a folder first.");
    return session;
  };
  const spectrumOf = async (run: TimeResolvedRun, wanted: number): Promise<IntervalSpectrum | undefined> => {
    const interval = Math.min(Math.max(wanted, 0), run.bins.length - 1);
    if (run.bins[interval]?.result.covariance === undefined) return undefined;
    return { interval, ...spectrumData(await opened().spectrum(run, interval)) };
  };
  const imageOf = async ({ job, imageCenter }: SeriesInput, context: RunContext): Promise<SkyImageData | undefined> => {
    if (imageCenter === undefined) return undefined;
    const image = await opened().image(job as TimeResolvedJob, imageCenter, { context });
    if (image === sent) return undefined;
    sent = image;
    return { wcs: image.wcs, values: Float64Array.from(image.values) };
  };
  return {
    async "series/open"({ source, jobText, job }: OpenInput, context) {
      const next = openTimeResolvedSession(hostOf(source));
      const given = jobText === undefined ? job : parseJob(jobText, "The job file");
      const name = storeName(source);
      const runs = await next.runs(given === undefined ? name : storeNameOf(given, name), { context });
      const begin = given ?? defaultSeriesJob(name, await openDataStore(storeFolder(source), { context }));
      context.signal?.throwIfAborted();
      [session, latest, sent] = [next, undefined, undefined];
      return { job: begin, runs: runs.map(listedRun) };
    },
    async "series/update"(input, context) {
      const start = performance.now();
      const job = input.job as TimeResolvedJob;
      const run = await opened().update(job, { context, variability: !input.isQuick });
      context.signal?.throwIfAborted();
      latest = run;
      const spectrum = await spectrumOf(run, input.interval);
      const image = await imageOf(input, context);
      return {
        result: run.result,
        ...(spectrum && { spectrum }),
        ...(image && { image }),
        bytes: opened().size(),
        milliseconds: performance.now() - start,
      };
    },
    "series/spectrum": async ({ interval }) => (latest === undefined ? undefined : spectrumOf(latest, interval)),
    async "series/table"({ format }) {
      if (latest === undefined) throw new GammakitError("invalid-input", "There is no result yet.");
      return format === "csv" ? writeCsv(latest.table) : writeEcsv(latest.table);
    },
  };
}

function hostOf(source: DataSource) {
  return { openFolder: () => storeFolder(source), openFile: (name: string) => fileBeside(source, name) };
}

/** The store of a job, so that an index is read under one name. */
function storeNameOf(job: Readonly<Record<string, unknown>>, otherwise: string): string {
  const { store } = (job.data ?? {}) as { readonly store?: unknown };
  return typeof store === "string" ? store : otherwise;
}

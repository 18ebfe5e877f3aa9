import {
  type FluxProfileJob,
  type FluxProfileRun,
  type FluxProfileSession,
  openFluxProfileSession,
} from "@gammakit/analysis";
import { GammakitError } from "@gammakit/core";
import { profileTable, writeCsv, writeEcsv } from "@gammakit/io";
import type { OpenInput } from "../protocol.ts";
import type { Handlers } from "./create-server.ts";
import { defaultProfileJob } from "./default-profile-job.ts";
import { parseJob } from "./job-server.ts";
import { fileBeside, mapFile, mapName } from "./places.ts";

type Method = "profile/open" | "profile/update" | "profile/table";

/** Flux profiles on one map at a time. */
export function profileServer(): Handlers<Method> {
  let session: FluxProfileSession | undefined;
  let latest: FluxProfileRun | undefined;
  const opened = () => {
    if (session === undefined) throw new GammakitError("invalid-input", "No map is open. Choose a file first.");
    return session;
  };
  return {
    async "profile/open"({ source, jobText, job }: OpenInput, context) {
      const given = jobText === undefined ? job : parseJob(jobText, "The job file");
      const name = typeof given?.dataset === "string" ? given.dataset : mapName(source);
      const next = openFluxProfileSession({
        openFile: (wanted) => (wanted === name ? mapFile(source) : fileBeside(source, wanted)),
      });
      const image = await next.image(name, { context });
      context.signal?.throwIfAborted();
      [session, latest] = [next, undefined];
      return {
        job: given ?? defaultProfileJob(name, image.wcs),
        image: { wcs: image.wcs, values: Float64Array.from(image.values) },
      };
    },
    async "profile/update"({ job }, context) {
      const start = performance.now();
      const run = await opened().update(job as FluxProfileJob, { context });
      context.signal?.throwIfAborted();
      latest = run;
      return { result: latest.result, bytes: opened().size(), milliseconds: performance.now() - start };
    },
    async "profile/table"({ format }) {
      if (latest === undefined) throw new GammakitError("invalid-input", "There is no result yet.");
      const table = profileTable(latest.profile, "dnde");
      return format === "csv" ? writeCsv(table) : writeEcsv(table);
    },
  };
}

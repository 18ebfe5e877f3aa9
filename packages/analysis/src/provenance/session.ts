import type { Registry } from "@gammakit/core";
import type { JobHost } from "../host.ts";
import { attributionsFor, type Provenance, provenanceOf } from "./provenance.ts";
import { createRecorder, type Recorder } from "./recorder.ts";
import { createStopwatch, type Stopwatch } from "./stopwatch.ts";

/** The account that is kept while a job runs. */
export interface JobSession {
  /** Where the names of the job are looked up. */
  readonly registry: Registry;
  readonly recorder: Recorder;
  readonly watch: Stopwatch;
  /** What the result says of where it comes from, once all is done; `origins` as in the headers of the data. */
  provenance(origins: Iterable<string>): Promise<Provenance>;
}

/** A session that begins now; a recorder that is handed in has recorded what was read before. */
export function createSession(
  registry: Registry,
  host: JobHost,
  recorder: Recorder = createRecorder(host.sha256),
): JobSession {
  const start = new Date().toISOString();
  const watch = createStopwatch(host.now);
  return {
    registry,
    recorder,
    watch,
    provenance: async (origins) =>
      provenanceOf(registry, {
        inputs: await recorder.inputs(),
        start,
        durations: watch.durations,
        attribution: attributionsFor(origins),
        versions: host.versions ?? {},
      }),
  };
}

import { type MapDataset, sumOverAxes, toExtensionRecord, type WcsMap } from "@gammakit/core";
import { planFluxProfile } from "../flux-profile/plan.ts";
import { type NamedDataset, nameDataset, readDataset } from "../flux-profile/read-dataset.ts";
import { type FluxProfileRun, runFluxProfile } from "../flux-profile/run.ts";
import type { FluxProfileJob } from "../flux-profile/schema.ts";
import type { FileHost } from "../host.ts";
import { readModelTables } from "../job/model-tables.ts";
import { presetRegistry } from "../preset.ts";
import { createJointRecorder } from "../provenance/joint-recorder.ts";
import { createRecorder, type Recorder } from "../provenance/recorder.ts";
import { createSession } from "../provenance/session.ts";
import { bytesHeld } from "./bytes-held.ts";
import type { SessionOptions } from "./time-resolved-session.ts";

/** Flux profiles again and again on the same map, for a page on which a person moves things. */
export interface FluxProfileSession {
  /** The same numbers as `fluxProfileJob`; the map is read once. */
  update(job: FluxProfileJob, options?: SessionOptions): Promise<FluxProfileRun>;
  /** Counts of all energies of a map. */
  image(dataset: string, options?: SessionOptions): Promise<WcsMap>;
  /** Size of the maps that are kept [bytes]. */
  size(): number;
}

/** A map that is kept, and the account of the file that it was read from. */
interface KeptMap {
  readonly map: MapDataset;
  readonly recorder: Recorder;
}

/** Opens a session on the files of a host. What it has read is kept until the session itself is let go. */
export function openFluxProfileSession(host: FileHost): FluxProfileSession {
  const registry = host.registry ?? presetRegistry();
  const maps = new Map<string, KeptMap>();
  const mapOf = async (named: NamedDataset, own: FileHost): Promise<KeptMap> => {
    const { dataset: file, reader } = named;
    const key = JSON.stringify([file, reader && (toExtensionRecord(reader) ?? reader.id)]);
    const known = maps.get(key);
    if (known !== undefined) return known;
    const recorder = createRecorder(host.sha256);
    const kept = { map: await readDataset(named, own, { registry, recorder }), recorder };
    maps.set(key, kept);
    return kept;
  };
  const hostFor = ({ context }: SessionOptions) => (context === undefined ? host : { ...host, context });
  return {
    async update(job, options = {}) {
      const own = hostFor(options);
      const account = createJointRecorder(host.sha256);
      const session = createSession(registry, own, account);
      const plan = planFluxProfile(await readModelTables(job, session.recorder.host(own)), registry);
      return runFluxProfile(plan, own, session, async () => {
        const { map, recorder } = await mapOf(nameDataset(plan), own);
        account.include(recorder);
        return map;
      });
    },
    image: async (name, options = {}) => sumOverAxes((await mapOf({ dataset: name }, hostFor(options))).map.counts),
    size: () => bytesHeld(Array.from(maps.values(), ({ map }) => map)),
  };
}

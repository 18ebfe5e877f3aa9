import type { ByteSource, Registry, RunContext } from "@gammakit/core";
import type { Folder, OpenDataStoreOptions } from "@gammakit/io";
import type { Sha256 } from "./provenance/sha256.ts";

/** What every job needs from where it runs. */
export interface JobHost {
  /** Unpacks gzip; what the platform offers where absent. */
  readonly inflate?: OpenDataStoreOptions["inflate"] | undefined;
  /** Opens a file that the job names, such as the table of a model: a path, an address, a dropped file. */
  openFile?(name: string): ByteSource;
  /** SHA-256 in hexadecimal, for the provenance; what the platform offers where absent. */
  readonly sha256?: Sha256;
  /** Where names in the job are looked up: a `presetRegistry()` with more plugins; what comes with gammakit where absent, but for readers and writers. */
  readonly registry?: Registry;
  readonly context?: RunContext | undefined;
  /** The time [ms] since any moment, for the durations of the provenance; `performance.now` where absent. */
  readonly now?: () => number;
  /** Versions of the host, for the provenance: { node: "v22.1.0" }. */
  readonly versions?: Readonly<Record<string, string>>;
}

/** What a job on a data store needs. */
export interface FolderHost extends JobHost {
  /** Opens the folder that a job names: a path, an address, dropped files. */
  openFolder(name: string): Folder;
}

/** What a job on a file needs. */
export interface FileHost extends JobHost {
  /** Opens the file that a job names: a path, an address, a dropped file. */
  openFile(name: string): ByteSource;
}

import type { Registry } from "@gammakit/core";
import manifest from "../../package.json" with { type: "json" };
import type { InputRecord } from "./recorder.ts";

/** Where a result comes from. */
export interface Provenance {
  /** Versions by program. */
  readonly versions: Readonly<Record<string, string>>;
  readonly plugins: readonly string[];
  readonly inputs: readonly InputRecord[];
  /** When the job began (UTC). */
  readonly start: string;
  /** By stage [s]. */
  readonly durations: Readonly<Record<string, number>>;
  /** The texts that the owners of the data ask for. */
  readonly attribution: readonly string[];
  /** The files that were written beside this one, where a program has written it to a folder. */
  readonly outputs?: readonly string[];
}

/** What a release of gammakit calls itself in results: all its packages share one version. */
export const gammakitVersion: string = manifest.version;

/** The part of a result that says where it comes from. */
export function provenanceOf(
  registry: Registry,
  fields: Pick<Provenance, "inputs" | "start" | "durations" | "attribution"> & {
    readonly versions: Provenance["versions"];
  },
): Provenance {
  return {
    ...fields,
    versions: { gammakit: gammakitVersion, ...fields.versions },
    plugins: registry.plugins.map((plugin) => plugin.name),
  };
}

const hessTerms =
  "This work made use of data from the H.E.S.S. DL3 public test data release 1 (HESS DL3 DR1, H.E.S.S. collaboration, 2018). " +
  "No scientific publications may be derived from the data; using them for new claims about the astrophysical sources is not permitted.";

/** The attributions that go with data of these origins (ORIGIN in the headers). */
export function attributionsFor(origins: Iterable<string>): readonly string[] {
  const terms = new Set<string>();
  for (const origin of origins) if (/H\.?E\.?S\.?S/i.test(origin)) terms.add(hessTerms);
  return [...terms];
}

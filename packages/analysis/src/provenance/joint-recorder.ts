import { createRecorder, type Recorder } from "./recorder.ts";
import type { Sha256 } from "./sha256.ts";

/** The account of one job of several that share what they have read. */
export interface JointRecorder extends Recorder {
  /** Takes what another has recorded, and will record, for its own as well: what was read before is used again. */
  include(other: Recorder): void;
}

/** A recorder with nothing recorded. */
export function createJointRecorder(sha256: Sha256 | undefined): JointRecorder {
  const own = createRecorder(sha256);
  const others = new Set<Recorder>();
  return {
    ...own,
    include: (other) => void others.add(other),
    async inputs() {
      const all = await Promise.all(Array.from([...others, own], (recorder) => recorder.inputs()));
      const byName = new Map(all.flat().map((input) => [input.name, input]));
      return [...byName.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
    },
  };
}

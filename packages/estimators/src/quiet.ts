import type { RunContext } from "@gammakit/core";

/** The context of one piece of many: progress is counted in pieces, not within them. */
export function quiet({ signal, executor }: RunContext = {}): RunContext {
  return { signal, executor };
}

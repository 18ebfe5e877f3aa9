import type { Optimizer } from "@gammakit/core";
import { minuit } from "@gammakit/minuit";

/** MIGRAD that throws where `isBadDay` says so of the number of the call, from 0 on. */
export function moody(isBadDay: (call: number) => boolean): Optimizer {
  let calls = 0;
  return {
    id: "moody",
    minimize(objective, context) {
      if (isBadDay(calls++)) throw new Error("A bad day.");
      return minuit().minimize(objective, context);
    },
  };
}

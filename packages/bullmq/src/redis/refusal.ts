import { GammakitError } from "@gammakit/core";
import { hintOf } from "./connect.ts";

/** The error "io" for a command that Redis refuses, such as for want of memory. */
export function refusal(shown: string, error: unknown): GammakitError {
  const words = (error as Error).message.replace(/\.$/, "");
  return new GammakitError("io", `Redis at ${shown} refuses: ${words}.${hintOf(words)}`, { redis: shown });
}

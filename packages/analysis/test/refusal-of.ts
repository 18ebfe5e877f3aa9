import { isGammakitError } from "@gammakit/core";
import { expect } from "vitest";

/** What a job is refused for when it is planned; empty where it is not. */
export function refusalOf(plan: () => unknown): string {
  try {
    plan();
  } catch (error) {
    expect(isGammakitError(error, "invalid-input")).toBe(true);
    return (error as Error).message;
  }
  return "";
}

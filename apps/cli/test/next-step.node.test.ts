import { GammakitError } from "@gammakit/core";
import { expect, test } from "vitest";
import { nextStep } from "../src/output/next-step.ts";

test("a certificate that nobody vouches for is named by --redis-ca", () => {
  const refused = (reason: string) =>
    new GammakitError("io", `Redis at rediss://host can't be used: ${reason}.`, { redis: "rediss://host", reason });
  expect(nextStep(refused("self-signed certificate in certificate chain"))).toContain("--redis-ca");
  expect(nextStep(refused("unable to verify the first certificate"))).toContain("GAMMAKIT_REDIS_CA");
  expect(nextStep(refused("connect ECONNREFUSED 127.0.0.1:6379"))).toBeUndefined();
  expect(nextStep(refused("certificate has expired"))).toBeUndefined();
});

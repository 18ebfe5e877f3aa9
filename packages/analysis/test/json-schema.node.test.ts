import { expect, test } from "vitest";
import { jobJsonSchema } from "../src/job/json-schema.ts";

test.each([
  "time-resolved-spectroscopy",
  "flux-profile",
  "light-curve",
  "spectrum",
  "spectrum-files",
  "flux-points-fit",
  "toys",
] as const)("the published schema of %s files is that of the code", async (job) => {
  const text = `${JSON.stringify(jobJsonSchema(job), null, 2)}\n`;
  await expect(text).toMatchFileSnapshot(`../schema/${job}.schema.json`);
});

test("the schemas name the parts of a job and refuse others", () => {
  const schema = jobJsonSchema("time-resolved-spectroscopy");
  expect(schema.required).toEqual(["job", "data", "time", "on", "energy", "energyTrue", "model"]);
  expect(schema.additionalProperties).toBe(false);
  expect(jobJsonSchema("flux-profile").required).toEqual(["job", "dataset", "regions", "energyEdges"]);
});

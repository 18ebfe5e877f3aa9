import { expect, test } from "vitest";
import { jobJsonSchema } from "../src/job/json-schema.ts";

test("the published schema of job files is that of the code", async () => {
  const text = `${JSON.stringify(jobJsonSchema(), null, 2)}\n`;
  await expect(text).toMatchFileSnapshot("../schema/time-resolved-spectroscopy.schema.json");
});

test("the schema names the parts of a job and refuses others", () => {
  const schema = jobJsonSchema() as { required: string[]; additionalProperties: boolean; properties: object };
  expect(schema.required).toEqual(["job", "data", "time", "on", "energy", "energyTrue", "model"]);
  expect(schema.additionalProperties).toBe(false);
  expect(schema.properties).toHaveProperty("containmentCorrection");
});

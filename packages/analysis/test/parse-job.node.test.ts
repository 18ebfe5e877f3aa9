import { readdirSync, readFileSync } from "node:fs";
import { isGammakitError } from "@gammakit/core";
import { expect, test } from "vitest";
import { jobJsonSchema, parseJob } from "../src/index.ts";

const examples = new URL("../../../apps/docs/examples/", import.meta.url);
const textOf = (name: string) => readFileSync(new URL(name, examples), "utf8");

test("every example is a job, told apart by its key", () => {
  const names = readdirSync(examples).filter((name) => name.endsWith(".yaml"));
  expect(names.length).toBeGreaterThan(5);
  for (const name of names) {
    const job = parseJob(textOf(name), name);
    expect(jobJsonSchema(job.job).properties).toHaveProperty("job");
    // Each kind has its own keys.
    if (job.job === "flux-profile") expect(job.regions.type).toMatch(/rectangles|annuli/);
    if (job.job === "time-resolved-spectroscopy") expect(job.time).toBeDefined();
  }
});

test("a job that is none, or whose form is wrong, is refused with what to do", () => {
  const of = (text: string) => {
    try {
      parseJob(text, "night.yaml");
    } catch (error) {
      if (isGammakitError(error, "invalid-input")) return error.message;
      throw error;
    }
    return "";
  };
  expect(of("model: 3")).toMatch(
    'night.yaml has no key "job", which says what to do. Known: time-resolved-spectroscopy,',
  );
  expect(of("job: flux-profil")).toBe('night.yaml asks for a job "flux-profil". Did you mean "flux-profile"?');
  expect(of("[1, 2]")).toMatch("Known:");
  expect(of(textOf("flare.yaml").replace("model:", "modle:"))).toMatch('modle: unknown key; did you mean "model"?');
  expect(() => parseJob("job: [")).toThrow("the job");
});

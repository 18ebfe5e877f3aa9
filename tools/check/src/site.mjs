import { run } from "./run.mjs";

// Builds the documentation site, which runs its pages in Node and checks its links, and drives Chromium through it.
const steps = [
  [process.execPath, "apps/docs/build/build-site.mjs"],
  [process.execPath, "--test", "--test-reporter=spec", "apps/docs/test/site.e2e.mjs"],
];
for (const step of steps) {
  const { ok, output } = await run(step);
  console.log(output);
  if (ok) continue;
  process.exitCode = 1;
  break;
}

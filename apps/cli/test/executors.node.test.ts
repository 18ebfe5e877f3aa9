import { readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describeWith } from "@gammakit-tools/vitest/data";
import { expect, test } from "vitest";
import { flare } from "./flare.ts";
import { lawConfigInThreads } from "./law-config.ts";
import { emptyFolder, gammakit, listLoaded, resultOf, writeJob } from "./program.ts";

const examples = fileURLToPath(new URL("../../docs/examples/", import.meta.url));

async function folderWith(inThread: string): Promise<{ readonly folder: string; readonly job: string }> {
  const folder = await emptyFolder();
  await writeFile(join(folder, "gammakit.config.mjs"), lawConfigInThreads(inThread));
  return { folder, job: await writeJob(folder, { ...flare, model: { type: "acme/law" } }) };
}

describeWith(["GAMMAPY_DATA"], "gammakit run --executor", () => {
  test.each(["flare.yaml", "galactic-plane.yaml"])(
    "%s: the result does not depend on the number of threads",
    async (name) => {
      const inline = await gammakit(["run", join(examples, name), "--json"]);
      expect(inline.code).toBe(0);
      const expected = resultOf(inline.stdout);
      for (const workers of ["1", "2", "3"]) {
        const args = ["run", join(examples, name), "--json", "--executor", "threads", "--workers", workers];
        const { code, stdout, stderr } = await gammakit(args);
        expect([code, stderr]).toEqual([0, ""]);
        expect(resultOf(stdout)).toEqual(expected);
      }
    },
  );

  test("threads load the plugins of gammakit.config.mjs", async () => {
    const { job } = await folderWith("");
    const inline = await gammakit(["run", job, "--json"]);
    const { code, stdout, stderr } = await gammakit(["run", job, "--json", "--executor", "threads"]);
    expect([code, stderr]).toEqual([0, ""]);
    expect(resultOf(stdout)).toEqual(resultOf(inline.stdout));
    expect(resultOf(stdout).bins).toHaveLength(4);
  });

  test("a thread that dies now and then costs no result", async () => {
    // Each dies at its hundredth evaluation, but the last to be started: the plugin counts them in a file.
    const folder = await emptyFolder();
    const count = JSON.stringify(join(folder, "deaths"));
    const dies = `globalThis.calls = (globalThis.calls ?? 0) + 1;
      if (globalThis.calls === 100) {
        const { appendFileSync, readFileSync } = process.getBuiltinModule("node:fs");
        appendFileSync(${count}, "x");
        if (readFileSync(${count}, "utf8").length <= 2) process.exit(9);
      }`;
    await writeFile(join(folder, "gammakit.config.mjs"), lawConfigInThreads(dies));
    const job = await writeJob(folder, { ...flare, model: { type: "acme/law" } });
    const inline = await gammakit(["run", job, "--json"]);
    const { code, stdout, stderr } = await gammakit(["run", job, "--json", "--executor", "threads", "--workers", "2"]);
    expect([code, stderr]).toEqual([0, ""]);
    expect(resultOf(stdout)).toEqual(resultOf(inline.stdout));
  });

  test("a model that kills every thread is refused, with what was tried", async () => {
    const { folder, job } = await folderWith("process.exit(9);");
    const args = ["run", job, "--out", "out", "--executor", "threads", "--workers", "2"];
    const { code, stderr } = await gammakit(args, { cwd: folder });
    expect(code).toBe(2);
    expect(stderr).toContain("its worker was lost 3 times with input 0");
    expect(stderr).toContain("worker exited with code: 9");
    expect((await readdir(folder)).sort()).toEqual(["gammakit.config.mjs", "job.json"]);
  });

  test("SIGINT ends threads that never end, with 130 and nothing written", async () => {
    const { folder, job } = await folderWith("for (;;);");
    const args = ["run", job, "--out", "out", "--executor", "threads", "--workers", "2"];
    // On a busy machine the program is not at work so soon: then the signal ends it at once, and the next one comes later.
    let outcome = { code: null as number | null, stdout: "", stderr: "" };
    for (let delay = 1000; outcome.code === null && delay < 20_000; delay *= 2) {
      outcome = await gammakit(args, { cwd: folder, interruptAfter: delay });
      expect((await readdir(folder)).sort()).toEqual(["gammakit.config.mjs", "job.json"]);
    }
    expect([outcome.code, outcome.stderr]).toEqual([130, "gammakit: interrupted; nothing was written.\n"]);
  });

  test("nothing of threads is loaded where none are asked for", async () => {
    const job = await writeJob(await emptyFolder(), flare);
    expect((await gammakit(["run", job, "--json"], { env: listLoaded })).stderr).not.toContain("piscina");
    const args = ["run", job, "--json", "--executor", "threads", "--workers", "1"];
    expect((await gammakit(args, { env: listLoaded })).stderr).toContain("piscina");
  });
});

test("an executor that is none, and workers where there are none, are refused", async () => {
  const job = await writeJob(await emptyFolder(), flare);
  const unknown = await gammakit(["run", job, "--json", "--executor", "thread"]);
  expect([unknown.code, unknown.stderr]).toEqual([
    2,
    'gammakit: --executor: there is no "thread". Did you mean "threads"?\n',
  ]);
  const inline = await gammakit(["run", job, "--json", "--workers", "2"]);
  expect([inline.code, inline.stderr]).toEqual([
    2,
    'gammakit: --workers 2: "inline" has none. Add --executor threads.\n',
  ]);
  const none = await gammakit(["run", job, "--json", "--executor", "threads", "--workers", "0"]);
  expect(none.code).toBe(2);
  expect(none.stderr).toContain("threads need one at least");
});

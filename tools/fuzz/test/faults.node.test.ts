import { type ChildProcess, fork } from "node:child_process";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describeWith, readJson } from "@gammakit-tools/vitest/data";
import { afterAll, expect, test } from "vitest";
import type { Fault } from "../src/corpus/runners.mjs";

interface Said {
  readonly id: string;
  readonly error?: string;
  /** Whether the error is a GammakitError. */
  readonly isOurs?: boolean;
  readonly warnings: readonly string[];
  readonly isPolluted: boolean;
  readonly seconds: number;
  /** Largest memory of the process so far [MiB]. */
  readonly peak: number;
}

/** Where we differ on purpose. */
const differs: Readonly<Record<string, string>> = {
  aeff_hduclas4_unknown:
    "its columns say what a response is; HDUCLAS4, in which older files have other words, is not needed",
};

/** What the message about a case may call its file. */
function namesOf({ category, file, trigger }: Fault): readonly string[] {
  const replaced = /pha_obs1[_a-z]*\.fits/.exec(trigger)?.[0];
  return [
    basename(file),
    ...(category === "index" ? ["hdu-index"] : []),
    ...(replaced && category === "ogip" ? [replaced] : []),
  ];
}

function faultsOf(fault: Fault, said: Said): readonly string[] {
  const { error, isOurs, warnings, isPolluted } = said;
  const problems = isPolluted ? ["Object.prototype has changed"] : [];
  if (error !== undefined && !isOurs) problems.push(`threw ${error}`);
  if (error === undefined && fault.expect === "error") problems.push("was read");
  if (error === undefined && fault.expect === "error-or-warning" && warnings.length === 0) problems.push("no warning");
  if (error !== undefined && fault.expect === "read") problems.push(error);
  const words = (error ?? warnings.join("\n")).toLowerCase();
  if (words === "" || fault.expect === "read") return problems;
  for (const wanted of fault.must_mention) {
    const isSaid = (wanted === "file" ? namesOf(fault) : [wanted]).some((word) => words.includes(word.toLowerCase()));
    if (!isSaid) problems.push(`"${wanted}" is not in: ${words.slice(0, 300)}`);
  }
  return problems;
}

/** No case takes longer than 10 s on a slow machine: what does is taken for endless. */
const endless = 60_000;
/** What a process that reads them all may take, its program included [MiB]. */
const mostMemory = 512;

describeWith(["GAMMAKIT_CORPORA"], "broken and malicious files", () => {
  const program = fileURLToPath(new URL("../src/corpus/child.mjs", import.meta.url));
  const child: ChildProcess = fork(program, { execArgv: ["--max-old-space-size=384"] });
  afterAll(() => void child.kill());

  /** What the child says of a case; it dies with a case that hangs. */
  function ask(fault: Fault): Promise<Said> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => child.kill("SIGKILL"), endless);
      const onExit = (code: number | null, signal: string | null) =>
        reject(new Error(`${fault.id}: the process ended with ${code ?? signal}`));
      child.once("exit", onExit);
      child.once("message", (said: Said) => {
        clearTimeout(timer);
        child.removeListener("exit", onExit);
        resolve(said);
      });
      child.send(fault);
    });
  }

  test("get what the corpus asks, one process reads them all", { timeout: 600_000 }, async () => {
    const { cases } = await readJson<{ cases: readonly Fault[] }>("GAMMAKIT_CORPORA", "faults/manifest.json");
    const wrong: string[] = [];
    const groups = new Map<string, { passed: number; all: number }>();
    let peak = 0;
    for (const fault of cases) {
      if (fault.category === "behaviour") continue;
      const group = groups.get(fault.category) ?? { passed: 0, all: 0 };
      groups.set(fault.category, group);
      group.all++;
      const said = await ask({ ...fault, file: join(process.env.GAMMAKIT_CORPORA ?? "", "faults", fault.file) });
      peak = said.peak;
      const problems = faultsOf(fault, said);
      if (problems.length === 0) group.passed++;
      if (fault.id in differs) expect(problems, `${fault.id} no longer differs`).not.toEqual([]);
      else wrong.push(...problems.map((problem) => `${fault.category}/${fault.id}: ${problem}`));
    }
    for (const [name, { passed, all }] of groups) console.log(`${name}: ${passed} of ${all} cases`);
    for (const [id, why] of Object.entries(differs)) console.log(`differs: ${id} (${why})`);
    console.log(`largest memory of the process: ${peak.toFixed(0)} MiB`);
    expect(wrong).toEqual([]);
    expect(peak).toBeLessThan(mostMemory);
  });
});

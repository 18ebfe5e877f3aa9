import { isGammakitError } from "@gammakit/core";
import { describeWith, readData, readJson } from "@gammakit-tools/vitest/data";
import { expect, it } from "vitest";
import { type FitsFile, readFits, verifyFits } from "../dist/index.js";

interface Fault {
  readonly id: string;
  readonly file?: string;
  readonly expect: "error" | "error-or-warning" | "read" | "read-or-refuse" | "ok" | "warning";
  readonly must_mention: readonly string[];
  readonly max_seconds: number;
}

describeWith(["GAMMAKIT_CORPORA"], "faulty FITS files", () => {
  it("are refused or warned of, in words and in time", { timeout: 120_000 }, async () => {
    const { cases } = await readJson<{ cases: Fault[] }>("GAMMAKIT_CORPORA", "faults/manifest.json");
    const failed: string[] = [];
    for (const fault of cases) {
      if (!fault.file?.startsWith("fits/")) continue;
      failed.push(...(await run(fault, fault.file)));
    }
    expect(failed).toEqual([]);
    expect(Object.keys(Object.prototype)).toEqual([]);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });
});

async function run(fault: Fault, path: string): Promise<string[]> {
  const bytes = await readData("GAMMAKIT_CORPORA", `faults/${path}`);
  const name = path.slice("fits/".length);
  const start = performance.now();
  const { error, warnings } = await attempt(bytes, name);
  const seconds = (performance.now() - start) / 1000;
  return judge(fault, name, error, warnings, seconds).map((text) => `${fault.id}: ${text}`);
}

async function attempt(bytes: Uint8Array<ArrayBuffer>, name: string): Promise<{ error?: unknown; warnings: string[] }> {
  try {
    const file = await readFits(bytes, { name });
    readAll(file);
    return { warnings: [...file.warnings, ...verifyFits(file)] };
  } catch (error) {
    return { error, warnings: [] };
  }
}

function readAll(file: FitsFile): void {
  for (const hdu of file.hdus) {
    for (const card of hdu.header.cards) void card.value;
    if (hdu.kind === "image") hdu.data();
    if (hdu.kind === "table") for (const { number } of hdu.columns) hdu.column(number);
    if (hdu.kind === "groups") hdu.numbers();
  }
}

function judge(fault: Fault, name: string, error: unknown, warnings: string[], seconds: number): string[] {
  const problems: string[] = [];
  if (seconds > 3 * fault.max_seconds) problems.push(`took ${seconds.toFixed(1)} s`);
  if (error !== undefined && !isGammakitError(error)) problems.push(`threw ${String(error)}`);
  if (error === undefined && fault.expect === "error") problems.push("was read");
  if (error === undefined && fault.expect === "error-or-warning" && warnings.length === 0) problems.push("no warning");
  if (error !== undefined && fault.expect === "read") problems.push(String(error));
  const words = (error === undefined ? warnings.join("\n") : String(error)).toLowerCase();
  if (words === "" || fault.expect === "read") return problems;
  for (const wanted of fault.must_mention) {
    const word = wanted === "file" ? name : wanted;
    if (!words.includes(word.toLowerCase())) problems.push(`"${word}" is not in: ${words.slice(0, 300)}`);
  }
  return problems;
}

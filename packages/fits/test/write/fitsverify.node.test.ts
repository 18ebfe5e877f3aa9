import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import {
  type WritableColumn,
  type WritableHeader,
  type WritableNumbers,
  type WritableVariableColumn,
  writeFits,
} from "../../dist/index.js";

const isInstalled = spawnSync("fitsverify", ["-h"]).error === undefined;
const reason = "fitsverify is not installed";

const header: WritableHeader = [
  { keyword: "TELESCOP", value: "HESS", comment: "who observed" },
  { keyword: "DATE-OBS", value: "2004-09-17T21:04:05" },
  { keyword: "MJDREFF", value: 7.428703703703703e-4 },
  { keyword: "HUGE", value: -1.7976931348623157e308, comment: "longer than the fixed format" },
  { keyword: "PHASE", value: [0.5, -1e-9] },
  { keyword: "QUOTE", value: "'" },
  { keyword: "NOTHING", value: "" },
  { keyword: "HIERARCH creator", value: "gammakit" },
  { keyword: "fit.total_stat", value: 20.2654321, comment: "at the minimum" },
  { keyword: "a long text", value: "it's a long story & ".repeat(20), comment: "which ends" },
  { keyword: "LONGER", value: "x".repeat(500) },
  { keyword: "COMMENT", value: "a comment ".repeat(30) },
  { keyword: "HISTORY", value: "made\nby a test" },
  { keyword: "", value: "" },
];

const arrays: Readonly<Record<string, WritableNumbers>> = {
  B: Uint8Array.of(0, 255, 1, 2),
  SB: Int8Array.of(-128, 127, 1, 2),
  I: Int16Array.of(-32768, 32767, 1, 2),
  UI: Uint16Array.of(0, 65535, 1, 2),
  J: Int32Array.of(-(2 ** 31), 2 ** 31 - 1, 1, 2),
  UJ: Uint32Array.of(0, 2 ** 32 - 1, 1, 2),
  K: BigInt64Array.of(-(2n ** 63n), 2n ** 63n - 1n, 1n, 2n),
  UK: BigUint64Array.of(0n, 2n ** 64n - 1n, 1n, 2n),
  E: Float32Array.of(1.5, Number.NaN, -0, Infinity),
  D: Float64Array.of(5e-324, Number.NaN, -0, 1 / 3),
};

const columns: readonly WritableColumn[] = [
  ...Object.entries(arrays).map(([name, data]) => ({ name, data, unit: "cm-2 s-1 TeV-1", comment: `type ${name}` })),
  { name: "L", data: [true, false, true, true] },
  { name: "UNDEFINED", type: "L", data: [1, 0, 255, 1] },
  { name: "TEXT", data: ["abc", "", " x", "it's"] },
  { name: "TEXTS", data: Array.from({ length: 24 }, (_, i) => "x".repeat(i % 5)), shape: [3, 2] },
  { name: "GRID", data: Float64Array.from({ length: 24 }, (_, i) => i / 3), shape: [2, 3] },
  { name: "ONE", data: [1, 2, 3, 4], shape: [1] },
  { name: "NONE", data: new Float64Array(0), shape: [0] },
  { name: "C", type: "C", data: Float32Array.of(1, 2, 3, 4, 5, 6, Number.NaN, 8) },
  { name: "M", type: "M", data: Float64Array.from({ length: 16 }, (_, i) => i / 3), shape: [2] },
  { name: "X", type: "X", data: [1, 0, 1, 1] },
  { name: "BITS", type: "X", data: Array.from({ length: 44 }, (_, i) => i % 3 === 0), shape: [11] },
  { name: "SCALED", type: "I", null: -1, scaling: { scale: 0.5, zero: 100 }, data: [100, 101.5, Number.NaN, 99] },
  { name: "NULLS", type: "J", null: -99, data: [1, Number.NaN, 3, 4] },
  { name: "LONG", data: [1, 2, 3, 4], comment: "a long description ".repeat(10), display: "E12.5" },
];

/** Arrays of 0, 1, 2 and 4 elements of each type, by both kinds of descriptor. */
const variable: readonly WritableVariableColumn[] = (["P", "Q"] as const).flatMap((descriptor) => [
  ...Object.entries(arrays).map(([name, data]) => ({
    name: `${descriptor}${name}`,
    cells: [data.subarray(0, 0), data.subarray(0, 1), data.subarray(0, 2), data] as WritableNumbers[],
    descriptor,
    unit: "TeV",
  })),
  { name: `${descriptor}L`, cells: [[], [true], [true, false], [false, true, true, true]], descriptor },
  { name: `${descriptor}A`, cells: ["", "a", "ab", "it's"], descriptor },
  { name: `${descriptor}X`, cells: [[], [1], [0, 1], Array(11).fill(1)], type: "X", descriptor },
  { name: `${descriptor}C`, cells: [[], [1, 2], [1, 2, 3, 4], [0, 0]], type: "C", descriptor },
  { name: `${descriptor}M`, cells: [[], [1, 2], [1, 2, 3, 4], [0, 0]], type: "M", descriptor },
]);

/** The last line that fitsverify prints of a file. */
function verify(bytes: Uint8Array): string {
  const folder = mkdtempSync(join(tmpdir(), "gammakit-"));
  try {
    const path = join(folder, "written.fits");
    writeFileSync(path, bytes);
    return spawnSync("fitsverify", [path], { encoding: "utf8" }).stdout.trim();
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const clean = /\*{4} Verification found 0 warning\(s\) and 0 error\(s\)\. \*{4}$/;

describe.skipIf(!isInstalled && process.env.CI !== "true")(
  isInstalled ? "fitsverify" : `fitsverify (${reason})`,
  () => {
    it("is installed", () => {
      expect(isInstalled, reason).toBe(true);
    });

    it("finds nothing wrong with images of every type", () => {
      const images = Object.entries(arrays).map(
        ([name, data]) => ({ kind: "image", name, data, shape: [2, 2], header }) as const,
      );
      expect(verify(writeFits(images))).toMatch(clean);
    });

    it("finds nothing wrong with a table of every type", () => {
      expect(verify(writeFits([{ kind: "table", name: "ALL", columns, header }]))).toMatch(clean);
    });

    it("finds nothing wrong with variable-length arrays of every type", () => {
      expect(
        verify(writeFits([{ kind: "table", name: "ARRAYS", columns: [...columns, ...variable], header }])),
      ).toMatch(clean);
    });

    it("finds nothing wrong with units that hold nothing", () => {
      const empty = [
        { name: "X", data: new Float64Array(0), unit: "TeV" },
        { name: "S", data: [] },
        { name: "V", cells: [], type: "E" as const },
      ];
      expect(verify(writeFits([]))).toMatch(clean);
      const units = [
        { kind: "image", header },
        { kind: "table", name: "NO_COLUMNS", columns: [] },
        { kind: "table", name: "NO_ROWS", columns: empty },
      ] as const;
      expect(verify(writeFits(units))).toMatch(clean);
    });
  },
);

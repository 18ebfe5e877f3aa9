import type { SelfTestFigure, SelfTestPart } from "@gammakit/analysis";

/** What is installed, which data are there, and whether the program computes what it should. */
export interface Installation {
  /** By program; null where it is missing. */
  readonly versions: Readonly<Record<string, string | null>>;
  readonly plugins: readonly { readonly name: string; readonly extensions: number }[];
  readonly data: {
    readonly GAMMAPY_DATA: string | null;
    readonly found: boolean;
    readonly sets: readonly {
      readonly id: string;
      /** What needs it. */
      readonly use: string;
      readonly files: number;
      /** How many of the files are missing, or have another size. */
      readonly missing: number;
    }[];
  };
  readonly selfTest: readonly SelfTestPart[];
}

/** An installation in words. */
export function installationWords({ versions, plugins, data, selfTest }: Installation): readonly string[] {
  return [
    "Versions",
    ...Object.entries(versions).map(([name, version]) => `  ${name} ${version ?? missingPackage}`),
    "",
    "Plugins",
    ...plugins.map(({ name, extensions }) => `  ${name}, ${extensions} extensions`),
    "",
    "Data",
    `  ${folderWords(data)}`,
    ...data.sets.map((set) => `  ${setWords(set)}\n      for ${set.use}`),
    "",
    "Self-test",
    ...selfTest.flatMap(partWords),
    "",
    selfTest.every(({ ok }) => ok)
      ? `All is well. Next: ${nextStep(data)}`
      : "The self-test failed: this installation computes wrong numbers. Install gammakit again, and report it if that does not help.",
  ];
}

const missingPackage = "is missing: no pictures (PNG) can be drawn; install gammakit again";

function folderWords({ GAMMAPY_DATA: folder, found }: Installation["data"]): string {
  if (folder === null) {
    return "GAMMAPY_DATA is not set; jobs that name $GAMMAPY_DATA need it: export GAMMAPY_DATA=/path/to/data";
  }
  return `GAMMAPY_DATA=${folder}${found ? "" : ", but there is no such folder"}`;
}

function setWords({ id, files, missing }: Installation["data"]["sets"][number]): string {
  if (missing === 0) return files === 1 ? `${id}: its file is there` : `${id}: all ${files} files are there`;
  const what = missing === files ? "missing" : `${missing} of ${files} files missing`;
  return `${id}: ${what}; gammakit download ${id}`;
}

function partWords({ name, figures, seconds, ok, message }: SelfTestPart): readonly string[] {
  const title = `  ${ok ? "ok" : "FAILED"}  ${name} (${(1000 * seconds).toFixed(0)} ms)`;
  return [message === undefined ? title : `${title}: ${message}`, ...figures.map(figureWords)];
}

function figureWords({ name, expected, got, tolerance, unit, ok }: SelfTestFigure): string {
  const mark = ok ? "" : "  <-- too far off";
  return `      ${name}: ${shown(got)}${unit && ` ${unit}`}, expected ${expected} ± ${tolerance}${mark}`;
}

function shown(value: number): string {
  return String(Number(value.toPrecision(8)));
}

function nextStep({ sets }: Installation["data"]): string {
  return sets[0].missing > 0 ? `gammakit download ${sets[0].id}` : "gammakit init";
}

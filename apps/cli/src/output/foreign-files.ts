import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** What a result folder may hold. */
const ourFiles: ReadonlySet<string> = new Set([
  "result.json",
  "table.ecsv",
  "table.csv",
  "table.fits",
  "table.vot",
  "table.md",
  "profile.fits",
  "flux-points.fits",
  "light-curve.fits",
  "report.html",
]);

const ourFolders = ["figures", "outputs"] as const;

/**
 * What a folder holds besides the files of an earlier result: those that its result.json lists. Where it lists none, by the names that
 * every result has, the pictures of a figure, and the outputs that its job asks for.
 */
export function foreignIn(path: string): readonly string[] {
  const folders: readonly string[] = ourFolders;
  const entries = readdirSync(path, { withFileTypes: true });
  const strange = entries.filter((entry) =>
    entry.isDirectory() ? !folders.includes(entry.name) : !ourFiles.has(entry.name),
  );
  if (strange.length > 0) return strange.map(({ name }) => name);
  const inside = entries
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name: folder }) =>
      readdirSync(join(path, folder), { withFileTypes: true }).map((entry) => ({
        name: `${folder}/${entry.name}`,
        isFile: !entry.isDirectory(),
      })),
    );
  const all = [
    ...entries.filter((entry) => !entry.isDirectory()).map(({ name }) => ({ name, isFile: true })),
    ...inside,
  ];
  // A result alone need not be read to be known for one.
  if (all.every(({ name, isFile }) => isFile && name === "result.json")) return [];
  const { written, asked } = readEarlier(path);
  const names = new Set(all.map(({ name }) => name));
  const isOurs = (name: string) => (written === undefined ? isExpected(name, names, asked) : written.has(name));
  return all.filter(({ name, isFile }) => !isFile || !isOurs(name)).map(({ name }) => name);
}

function isExpected(name: string, all: ReadonlySet<string>, asked: readonly string[]): boolean {
  const [, figure] = /^figures\/(.+)\.(?:vl\.json|svg|png)$/.exec(name) ?? [];
  if (figure !== undefined) return all.has(`figures/${figure}.vl.json`);
  return name.includes("/") ? asked.some((file) => name === `outputs/${file}`) : true;
}

/** What the result.json of an earlier result says of the files beside it. */
interface Earlier {
  /** Absent where it says nothing: it is none of ours, of an older release, or there is none. */
  readonly written?: ReadonlySet<string>;
  /** The files that its job asks for by `outputs`. */
  readonly asked: readonly string[];
}

function readEarlier(path: string): Earlier {
  try {
    const { job, provenance } = JSON.parse(readFileSync(join(path, "result.json"), "utf8")) as {
      readonly job?: { readonly outputs?: unknown };
      readonly provenance?: { readonly outputs?: unknown };
    };
    const outputs = Array.isArray(job?.outputs) ? (job.outputs as (string | { file: string })[]) : [];
    const asked = outputs.map((output) => (typeof output === "string" ? output : output.file));
    if (!Array.isArray(provenance?.outputs)) return { asked };
    return { written: new Set(["result.json", ...(provenance.outputs as string[])]), asked };
  } catch {
    return { asked: [] };
  }
}

import { type ByteSource, column, isGammakitError, tableOf } from "@gammakit/core";
import { readFits } from "@gammakit/fits";
import { dataSource, describeWith, readData, readJson } from "@gammakit-tools/vitest/data";
import { beforeAll, expect, test } from "vitest";
import {
  memoryFolder,
  openDataStore,
  readBackground,
  readDatasets,
  readEffectiveArea,
  readEnergyDispersion,
  readObservation,
  readOgip,
  writeFitsTable,
} from "../../src/index.ts";

interface Case {
  readonly id: string;
  readonly category: string;
  readonly trigger: string;
  readonly expect: "error" | "error-or-warning" | "read";
  readonly must_mention: readonly string[];
  readonly file: string;
  readonly why: string;
}

/** Where we differ on purpose. */
const differs: Readonly<Record<string, string>> = {
  aeff_hduclas4_unknown:
    "its columns say what a response is; HDUCLAS4, in which older files have other words, is not needed",
};

/** What a reader said, and of what: an error, or warnings. */
interface Outcome {
  readonly error?: unknown;
  readonly warnings: readonly string[];
}

const read = (path: string) => readData("GAMMAKIT_CORPORA", path);

/** A spectrum of the corpus in the place of a file of the healthy set, beside the others of it. */
function amongHealthy(file: string, replaced: string): ByteSource {
  const name = file.replace(/^.*\//, "");
  const place = (path: string) => (path === replaced || path === name ? `faults/${file}` : `formats/data/ogip/${path}`);
  return dataSource("GAMMAKIT_CORPORA", replaced === "pha_obs1.fits" ? name : "pha_obs1.fits", (_, path) =>
    read(place(path)),
  );
}

const runners: Readonly<Record<string, (file: Case) => Promise<readonly string[]>>> = {
  async ogip({ file, trigger }) {
    const [replaced] = /pha_obs1[_a-z]*\.fits/.exec(trigger) ?? [""];
    await readOgip(amongHealthy(file, replaced));
    return [];
  },
  async irf({ file, trigger }) {
    const fits = await readFits(await read(`faults/${file}`), { name: file });
    const table = fits.table(1);
    if (trigger.endsWith("aeff_2d")) readEffectiveArea(table);
    else if (trigger.endsWith("edisp_2d")) readEnergyDispersion(table);
    else readBackground(table);
    return [];
  },
  async index({ file, trigger }) {
    const [, id = "42"] = /obs (\d+)/.exec(trigger) ?? [];
    const rows = ["OBS_ID", "RA_PNT", "DEC_PNT"].map((name) =>
      column(name, Float64Array.of(name === "OBS_ID" ? Number(id) : 0)),
    );
    const files = new Map([
      ["hdu-index.fits", await read(`faults/${file}`)],
      ["obs-index.fits", writeFitsTable(tableOf("OBS_INDEX", rows))],
    ]);
    const store = await openDataStore(memoryFolder("store", files));
    if (/load/.test(trigger)) await readObservation(store, Number(id), { responses: [] });
    return store.warnings;
  },
  async yaml({ file }) {
    await readDatasets(dataSource("GAMMAKIT_CORPORA", `faults/${file}`));
    return [];
  },
};

describeWith(["GAMMAKIT_CORPORA"], "broken and malicious files", () => {
  let cases: readonly Case[];
  beforeAll(async () => {
    const manifest = await readJson<{ cases: readonly Case[] }>("GAMMAKIT_CORPORA", "faults/manifest.json");
    cases = manifest.cases.filter(({ category, trigger }) => {
      return /^(ogip|irf|index)$/.test(category) || trigger === "read as datasets file";
    });
  });

  test("get what the corpus asks", async () => {
    const wrong: string[] = [];
    for (const one of cases) {
      let said: Outcome;
      try {
        said = { warnings: await runners[one.category](one) };
      } catch (error) {
        said = { error, warnings: [] };
      }
      const words = said.error === undefined ? said.warnings.join(" ") : String((said.error as Error).message);
      const isRefused = said.error !== undefined;
      const isRight =
        one.expect === "read"
          ? !isRefused
          : isRefused
            ? isGammakitError(said.error)
            : one.expect === "error-or-warning" && said.warnings.length > 0;
      const unsaid = one.must_mention.filter(
        (word) => word !== "file" && !words.toLowerCase().includes(word.toLowerCase()),
      );
      if (one.id in differs) continue;
      if (!isRight || (isRefused && unsaid.length > 0))
        wrong.push(`${one.id} (${one.expect}; ${unsaid.join(", ")}): ${words}`);
    }
    const clean: Readonly<Record<string, unknown>> = {};
    expect([Object.keys(Object.prototype), clean.polluted, clean.polluted2]).toEqual([[], undefined, undefined]);
    console.log(
      `broken and malicious files: ${cases.length - wrong.length - Object.keys(differs).length} of ${cases.length}; differs: ${Object.entries(
        differs,
      )
        .map(([id, why]) => `${id} (${why})`)
        .join(", ")}`,
    );
    expect(wrong).toEqual([]);
  });
});

import { existsSync } from "node:fs";
import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describeWith } from "@gammakit-tools/vitest/data";
import { type Browser, chromium } from "playwright";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { flare } from "./flare.ts";
import { emptyFolder, gammakit, listLoaded, writeJob } from "./program.ts";

const executablePath = [process.env.CHROMIUM_PATH, "/usr/bin/chromium", "/usr/bin/google-chrome"].find(
  (path) => path && existsSync(path),
);
const profile = {
  job: "flux-profile",
  dataset: "$GAMMAPY_DATA/fermi-3fhl-gc/fermi-3fhl-gc.fits.gz",
  regions: {
    type: "annuli",
    center: { lon: "0 deg", lat: "0 deg" },
    radiusMin: "1e-5 deg",
    radiusMax: "1.5 deg",
    count: 5,
    frame: "galactic",
  },
  model: { type: "power-law", parameters: { index: 2.3 } },
  energyEdges: ["10 GeV", "100 GeV", "2000 GeV"],
  selection: ["ul", "scan"],
};

const { job: _, time, ...reduced } = flare;
const spectrum = {
  ...reduced,
  job: "spectrum",
  data: { store: flare.data.store, obsIds: [33787, 33788] },
  fluxPoints: { axis: { min: "0.5 TeV", max: "5 TeV", bins: 4 }, selection: ["ul", "scan"] },
};
const lightCurve = {
  ...reduced,
  job: "light-curve",
  time,
  energyEdges: ["0.7 TeV", "1 TeV", "20 TeV"],
  selection: ["ul", "scan"],
};

describeWith(["GAMMAPY_DATA"], "figures and report", () => {
  let browser: Browser | undefined;
  beforeAll(async () => {
    if (executablePath === undefined) return;
    browser = await chromium.launch({
      executablePath,
      args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
    });
  });
  afterAll(() => browser?.close());

  for (const [name, job, places] of [
    ["time-resolved", flare, 6],
    ["flux-profile", profile, 5],
    ["spectrum", spectrum, 4],
    ["light-curve", lightCurve, 4],
  ] as const) {
    describe(name, () => {
      let out: string;
      beforeAll(async () => {
        const folder = await emptyFolder();
        out = join(folder, "out");
        const { code, stderr } = await gammakit(["run", await writeJob(folder, job), "--out", out, "-q"]);
        expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
      });

      test("each figure is a specification, an SVG text and a PNG picture", async () => {
        const files = await readdir(join(out, "figures"));
        const stems = files.filter((file) => file.endsWith(".svg")).map((file) => file.slice(0, -4));
        expect(stems).toHaveLength(places);
        for (const stem of stems) {
          expect(files).toContain(`${stem}.vl.json`);
          const png = await readFile(join(out, "figures", `${stem}.png`));
          expect(png.subarray(1, 4).toString()).toBe("PNG");
          expect(png.readUInt32BE(16)).toBe(1200);
        }
      });

      test("the report is one small file that names no other place", async () => {
        expect((await stat(join(out, "report.html"))).size).toBeLessThan(3e6);
        const html = await readFile(join(out, "report.html"), "utf8");
        expect(html.match(/<(?:link|img|iframe)\b|\bsrc="|@import/g)).toBeNull();
      });

      test.skipIf(executablePath === undefined && !process.env.CI)(
        "it opens in a browser without an error and without a request, and draws every figure",
        async () => {
          const page = await (browser as Browser).newPage({ colorScheme: "dark" });
          const [said, asked]: [string[], string[]] = [[], []];
          page.on("console", (message) => said.push(`${message.type()}: ${message.text()}`));
          page.on("pageerror", (error) => said.push(String(error)));
          page.on("request", (request) => asked.push(request.url()));
          await page.goto(pathToFileURL(join(out, "report.html")).href);
          await page.waitForFunction((count) => document.querySelectorAll(".drawing svg").length === count, places);
          expect(said).toEqual([]);
          expect(asked.filter((url) => !url.startsWith("data:"))).toEqual([
            pathToFileURL(join(out, "report.html")).href,
          ]);
          if (name === "time-resolved") {
            await page.selectOption("select", { index: 0 });
            await page.waitForFunction(() => document.querySelector("[data-figure='spectrum-01'] svg") !== null);
            expect(await page.textContent("[data-figure='spectrum-01'] svg")).toContain("20:30:00 to 20:45:00");
            expect(await page.textContent("main")).toContain("No scientific publications");
          }
          await page.close();
        },
      );
    });
  }

  test("without figures and report nothing that draws is loaded", async () => {
    const folder = await emptyFolder();
    const job = await writeJob(folder, flare);
    const args = ["run", job, "--out", "out", "--only", "json", "-q"];
    const { code, stderr } = await gammakit(args, { cwd: folder, env: listLoaded });
    expect(code).toBe(0);
    expect(stderr).toContain("gammakit.cjs");
    expect(stderr).not.toContain("drawing.js");
  });
});

import type { TimeResolvedResult } from "@gammakit/analysis";
import { createWcs } from "@gammakit/core";
import { afterEach, expect, test, vi } from "vitest";
import { drawTimeChart } from "../src/chart/time-chart.ts";
import { createNumberField } from "../src/dom/number-field.ts";
import { createRegionsView } from "../src/flux-profile/regions-view.ts";
import {
  defineElements,
  type GammakitExplorer,
  type GammakitSpectrumFiles,
  type GammakitTimeSeries,
} from "../src/index.ts";
import type { JobObject, SkyImageData } from "../src/protocol.ts";
import { createOnRegionView } from "../src/time-series/on-region.ts";
import { droppedNight } from "./night.ts";
import { dropped, spectraFiles } from "./spectra.ts";

defineElements();
// Vitest wraps what a module imports later, by means that a worker has not.
const unwrapped = addressOf("globalThis.__vitest_browser_runner__ = { wrapDynamicImport: (load) => load() };");
const worker = addressOf(`import "${unwrapped}"; import "${new URL("../src/worker.ts", import.meta.url).href}";`);
/** A worker that never answers. */
const silentWorker = workerOf(
  `if (data.cancel) postMessage({ id: data.id, fault: { code: "aborted", message: "" } });`,
);
/** A worker that opens everything and computes nothing. */
const idleWorker = workerOf(`
  if (data.cancel) return;
  const job = data.input.job ?? { job: "of " + data.input.source.address };
  if (data.method === "series/open") postMessage({ id: data.id, value: { job, runs: [] } });
  else postMessage({ id: data.id, fault: { code: "unsupported", message: "no fits" } });`);

/** A worker that hangs on what is below "/hangs/" and on fits of what is below "/late/", and opens everything else. */
const hangingWorker = workerOf(`
  const { source, job } = data.input ?? {};
  if (data.cancel || /hangs/.test(source?.address) || /hangs/.test(job?.job)) return;
  const opened = { job: /late/.test(source?.address) ? "hangs" : source?.address };
  if (data.method === "series/open") postMessage({ id: data.id, value: { job: opened, runs: [] } });
  else postMessage({ id: data.id, fault: { code: "unsupported", message: "no fits" } });`);

afterEach(() => {
  document.body.replaceChildren();
  vi.restoreAllMocks();
  history.replaceState(null, "", location.pathname + location.search);
});

const rest = (milliseconds = 0) => new Promise((resolve) => setTimeout(resolve, milliseconds));

function workerOf(answer: string): string {
  return addressOf(`onmessage = ({ data }) => { if (!data.leave) {${answer}} };`);
}

function addressOf(script: string): string {
  return URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
}

function makeSeries(attributes: Readonly<Record<string, string>> = {}): GammakitTimeSeries {
  const element = document.createElement("gammakit-time-series") as GammakitTimeSeries;
  for (const [name, value] of Object.entries({ worker, ...attributes })) element.setAttribute(name, value);
  return element;
}

async function openNight(parent: HTMLElement = document.body): Promise<GammakitTimeSeries> {
  const element = makeSeries();
  parent.append(element);
  element.open(droppedNight());
  await element.settled();
  return element;
}

async function addExplorer(hash = ""): Promise<GammakitExplorer> {
  history.replaceState(null, "", hash || location.pathname + location.search);
  const explorer = document.createElement("gammakit-explorer") as GammakitExplorer;
  explorer.setAttribute("worker", worker);
  document.body.append(explorer);
  await rest();
  return explorer;
}

function found<E extends Element = HTMLElement>(host: HTMLElement, selector: string): E {
  const element = host.shadowRoot?.querySelector<E>(selector);
  if (!element) throw new Error(`There is no ${selector}.`);
  return element;
}

function withOn(job: JobObject | undefined, on: Readonly<Record<string, string>>): JobObject {
  return { ...job, on: { ...(job?.on as JobObject), ...on } };
}

/** An image around a position, a degree across. */
function imageAt(lon: number, lat: number): SkyImageData {
  const center = { frame: "icrs", lon, lat } as const;
  const wcs = createWcs({ center, binSize: 0.02, shape: [50, 50], projection: "TAN" });
  return { wcs: wcs as SkyImageData["wcs"], values: new Float64Array(2500) };
}

test("the job of files that are to be dropped again is not run on others of the same kind", async () => {
  const job = { job: "time-resolved-spectroscopy", data: { store: "mine", obsIds: [77] } };
  const explorer = await addExplorer(`#files=mine&at=2&job=${encodeURIComponent(JSON.stringify(job))}`);
  explorer.open(droppedNight());
  await explorer.view?.settled();
  expect(explorer.view?.value).toMatchObject({ data: { store: "home/night", obsIds: [1, 2] } });
  const known = { ...explorer.view?.value, integralFlux: { min: "2 TeV", max: "10 TeV" } };
  explorer.remove();
  const again = await addExplorer(`#files=home&at=2&job=${encodeURIComponent(JSON.stringify(known))}`);
  again.open(droppedNight());
  await again.view?.settled();
  expect(again.view?.value).toEqual(known);
  expect(again.view?.selected).toBe(2);
});

test("an address that names files says so where other data are open", async () => {
  const explorer = await addExplorer();
  explorer.open(droppedNight());
  await explorer.view?.settled();
  await rest(300);
  location.hash = "#files=other";
  await expect.poll(() => found(explorer, ".welcome").checkVisibility()).toBe(true);
  expect(found(explorer, ".welcome").textContent).toContain("This page showed other");
  expect(explorer.view).toBe(undefined);
  expect(location.hash).toBe("#files=other");
});

test("an opening that is canceled leaves what was open before", async () => {
  const explorer = await addExplorer();
  explorer.open(droppedNight());
  await explorer.view?.settled();
  const before = explorer.view;
  explorer.setAttribute("worker", silentWorker);
  explorer.open({ kind: "address", address: "https://elsewhere.invalid/" });
  await rest(50);
  explorer.view?.cancel();
  await expect.poll(() => explorer.view).toBe(before);
  await before?.settled();
  expect(found(explorer, ".title").textContent).toBe("home");
  expect(before?.jobText()).toContain("home/night");
  expect(before?.checkVisibility()).toBe(true);
});

/** Opens a night, and waits for the result that comes once its job rests: how parameters vary is in it. */
async function exploreNight(explorer: GammakitExplorer): Promise<void> {
  explorer.open(droppedNight());
  await explorer.view?.settled();
  await expect.poll(() => (explorer.view as GammakitTimeSeries).result?.correlation ?? null).not.toBeNull();
}

test("data that can't be opened leave what was open as it was, and the words say what to do", async () => {
  const explorer = await addExplorer();
  await exploreNight(explorer);
  const [before, result] = [explorer.view, explorer.view?.result];
  await expect.poll(() => location.hash).toContain("files=home");
  const { hash } = location;
  vi.spyOn(navigator, "onLine", "get").mockReturnValue(false);
  const words = () => found(explorer, ":host > .fault").textContent;
  const wrong = [{ path: "beach.txt", file: new Blob(["sand"]) }];
  for (const [source, told] of [
    [{ kind: "files", name: "holiday", files: wrong }, /choose that folder. Nothing is lost: home is still open.$/],
    [{ kind: "address", address: "http://127.0.0.1:9/" }, /fetched.* There is no network: connect, then open the data/],
  ] as const) {
    explorer.open(source);
    expect(before?.checkVisibility()).toBe(false);
    await expect.poll(() => explorer.view).toBe(before);
    expect(words()).toMatch(told);
  }
  expect(explorer.view?.result).toBe(result);
  expect(before?.checkVisibility()).toBe(true);
  await rest(300);
  expect(location.hash).toBe(hash);
  expect(await before?.table("csv")).toMatch(/^tstart,/);
  expect(explorer.shadowRoot?.querySelectorAll("gammakit-time-series").length).toBe(1);
});

test("what is open stays so while other data are looked for, and until they are read", async () => {
  const explorer = await addExplorer();
  await exploreNight(explorer);
  const [before, result, job] = [explorer.view, explorer.view?.result, explorer.view?.value];
  const press = (words: string) => {
    const buttons = Array.from(explorer.shadowRoot?.querySelectorAll("button") ?? []);
    const button = buttons.find((one) => one.textContent === words && one.checkVisibility());
    if (button === undefined) throw new Error(`There is no button ${words}.`);
    button.click();
  };
  const heard = vi.fn();
  press("Other data");
  for (const name of ["change", "result"]) explorer.addEventListener(`gammakit-${name}`, heard);
  if (before !== undefined) before.value = withOn(job, { radius: "0.2 deg" });
  await before?.settled();
  expect([explorer.view, heard.mock.calls.length]).toEqual([undefined, 0]);
  if (before !== undefined) before.value = job;
  press("Back to home");
  expect([explorer.view, before?.checkVisibility()]).toEqual([before, true]);
  await before?.settled();
  expect(before?.result).toMatchObject({ bins: (result as TimeResolvedResult).bins });
  press("Other data");
  explorer.open(droppedNight());
  await explorer.view?.settled();
  expect(explorer.view).not.toBe(before);
  expect(before?.isConnected).toBe(false);
});

test("files of spectra are added to those before, until the data are others", async () => {
  const explorer = await addExplorer();
  const files = await spectraFiles();
  const [first, second] = ["east", "west"].map((folder) => files.filter(({ path }) => path.includes(folder)));
  const words = () => found(explorer, ".welcome .fault").textContent;
  explorer.open(dropped(first.slice(2)));
  await expect.poll(words).toContain("is an effective area (ARF)");
  explorer.open(dropped(first.slice(0, 1)));
  await expect.poll(words).toContain("pha_1_bkg.fits, its background, which is not among the files");
  explorer.open(dropped(first.slice(1, 2)));
  await expect.poll(() => explorer.view?.result).toBeDefined();
  await explorer.view?.settled();
  const element = explorer.view as GammakitSpectrumFiles;
  element.value = { ...element.value, fluxPoints: { edges: [0.5, 2, 10] } };
  await element.settled();
  explorer.open(dropped(second));
  await expect.poll(() => (explorer.view as GammakitSpectrumFiles | undefined)?.result?.datasets.length).toBe(2);
  expect(explorer.view?.value).toMatchObject({
    spectra: [{ file: "spectra/east/pha_1.fits" }, { file: "spectra/west/pha_2.fits" }],
    fluxPoints: { edges: [0.5, 2, 10] },
  });
  await expect.poll(() => element.isConnected).toBe(false);
  Array.from(explorer.shadowRoot?.querySelectorAll("button") ?? [])
    .find(({ textContent }) => textContent === "Other data")
    ?.click();
  explorer.open(dropped(second));
  await expect.poll(() => (explorer.view as GammakitSpectrumFiles | undefined)?.result?.datasets.length).toBe(1);
});

test("a spectrum is fitted anew as boxes, model and energies change, and its counts are chosen with the keys", async () => {
  const explorer = await addExplorer();
  explorer.open(dropped(await spectraFiles()));
  await expect.poll(() => explorer.view?.result).toBeDefined();
  const element = explorer.view as GammakitSpectrumFiles;
  await element.settled();
  expect(found(element, ".charts .panel:nth-child(2) h3").textContent).toMatch(/^Counts of east-/);
  const chart = found(element, ".charts .panel:nth-child(2) .chart");
  chart.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowRight" }));
  expect(element.selected).toBe(1);
  expect(chart.getAttribute("aria-valuetext")).toMatch(/^west-2-0, \d+ counts in \d+ bins, [\d.]+ predicted$/);
  const [model, fitted] = element.shadowRoot?.querySelectorAll("select") ?? [];
  const pick = (select: HTMLSelectElement, value: string) => {
    select.value = value;
    select.dispatchEvent(new Event("change"));
  };
  pick(model, "log-parabola");
  pick(fitted, "stacked");
  await element.settled();
  expect(element.result?.stacked?.counts.length).toBe(12);
  expect(element.result?.fit?.parameters.map(({ name }) => name)).toContain("beta");
  expect(element.selected).toBe(0);
  const slider = found<HTMLInputElement>(element, 'input[aria-label="Lowest energy"]');
  slider.value = "0";
  slider.dispatchEvent(new Event("input"));
  found<HTMLInputElement>(element, "tbody input").click();
  await element.settled();
  expect(element.value).toMatchObject({ energy: { min: "1 TeV" }, spectra: [{ file: "spectra/west/pha_2.fits" }] });
  expect(element.result?.datasets.length).toBe(1);
  expect(found(element, ".side h3").textContent).toBe("Spectra: 1 of 2");
  found<HTMLInputElement>(element, "tbody tr:nth-child(2) input").click();
  await element.settled();
  expect(found(element, ".fault").textContent).toBe("No spectrum is ticked. Tick one that is to be fitted.");
  expect(element.svg()).not.toMatch(/NaN|undefined/);
});

test("the first opening that is canceled shows how to open data", async () => {
  const explorer = await addExplorer();
  explorer.setAttribute("worker", silentWorker);
  explorer.open({ kind: "address", address: "https://elsewhere.invalid/" });
  await rest(50);
  explorer.view?.cancel();
  await expect.poll(() => found(explorer, ".welcome").checkVisibility()).toBe(true);
});

test("an element that was just put into the page is settled once its data are open", async () => {
  const element = makeSeries({ worker: idleWorker, src: "/a/" });
  document.body.append(element);
  await element.settled();
  expect(element.value).toMatchObject({ job: expect.stringContaining("/a") });
});

test("a job that is set after another address is for the data there", async () => {
  const element = makeSeries({ worker: idleWorker, src: "/a/" });
  document.body.append(element);
  await element.settled();
  element.setAttribute("src", "/b/");
  element.value = { job: "mine" };
  await element.settled();
  expect(element.value).toEqual({ job: "mine" });
  element.removeAttribute("src");
  element.value = { job: "yours" };
  expect(element.value).toEqual({ job: "yours" });
});

test("the image follows an ON region that a job puts elsewhere", async () => {
  const element = await openNight();
  element.value = withOn(element.value, { lon: "300 deg" });
  await element.settled();
  const overlay = found<SVGSVGElement>(element, ".overlay");
  const { left, top, width, height } = overlay.getBoundingClientRect();
  overlay.dispatchEvent(new PointerEvent("pointermove", { clientX: left + width / 2, clientY: top + height / 2 }));
  expect(Number.parseFloat(found(element, ".place").textContent?.slice(3) ?? "")).toBeCloseTo(300, 0);
});

test("an ON region outside the image is not drawn", () => {
  const view = createOnRegionView({ move: () => undefined, resize: () => undefined });
  document.body.append(view.root);
  view.showImage(imageAt(80, 20));
  const radius = () => Number(view.root.querySelector("circle.on")?.getAttribute("r"));
  const on = { frame: "icrs", lon: 80.1, lat: 20, radius: 0.1 } as const;
  view.showOn(on);
  expect([radius() > 0, view.holds(on)]).toEqual([true, true]);
  const behind = { ...on, lon: 260, lat: -20 };
  view.showOn(behind);
  expect([radius(), view.holds(behind)]).toEqual([0, false]);
  expect(view.holds({ ...on, lon: 83 })).toBe(false);
});

test("an ON region that is a point is shown, moved and computed, and has no radius to change", async () => {
  const element = makeSeries();
  document.body.append(element);
  element.open(droppedNight(0.11));
  await element.settled();
  const circle = { ...element.value, containmentCorrection: false };
  element.value = circle;
  await element.settled();
  const expected = element.result as TimeResolvedResult;
  const { radius: _, ...place } = expected.job.on as unknown as JobObject;
  element.value = { ...circle, on: { ...place, type: "point" } };
  await element.settled();
  expect(element.result).toMatchObject({ bins: expected.bins });
  const slider = found(element, 'input[aria-label="Radius of the ON region"]');
  expect(slider.checkVisibility()).toBe(false);
  const drawn = () => ["cx", "r"].map((name) => Number(found(element, "circle.on").getAttribute(name)));
  const before = drawn();
  expect(before[1]).toBeGreaterThan(0);
  const handle = found(element, ".handle");
  for (const key of ["+", "ArrowLeft"]) handle.dispatchEvent(new KeyboardEvent("keydown", { key }));
  await element.settled();
  expect(element.result).toMatchObject({ job: { on: { type: "point" } } });
  expect(drawn()[0]).not.toBe(before[0]);
  expect(handle.ariaLabel).not.toContain("radius");
});

test("a file of charts holds those that are shown", async () => {
  const element = await openNight();
  await rest(100);
  const drawings = () => element.svg().split("<svg ").length - 2;
  expect(drawings()).toBe(4);
  element.value = withOn(element.value, { lon: "300 deg" });
  await element.settled();
  const panels = Array.from(element.shadowRoot?.querySelectorAll<HTMLElement>(".charts > .panel") ?? []);
  const shown = panels.filter(({ hidden }) => !hidden);
  expect(shown.length).toBeLessThan(4);
  expect(drawings()).toBe(shown.length);
});

test("charts that were never shown have a size in their file", async () => {
  const hidden = document.createElement("div");
  hidden.style.display = "none";
  document.body.append(hidden);
  const element = await openNight(hidden);
  expect(element.svg()).toContain('width="640"');
  hidden.style.display = "";
  await rest(100);
  expect(element.svg()).not.toContain('width="640"');
});

test("handles on a map that was hidden are as large as on one that was not", async () => {
  const view = createRegionsView(() => undefined);
  const hidden = document.createElement("div");
  hidden.style.cssText = "display: none; width: 500px";
  hidden.append(view.root);
  document.body.append(hidden);
  const overlay = view.root.querySelector<SVGSVGElement>("svg");
  if (overlay !== null) overlay.style.width = "500px";
  view.showImage(imageAt(80, 20));
  view.showSettings({
    type: "annuli",
    frame: "icrs",
    center: { frame: "icrs", lon: 80, lat: 20 },
    radiusMin: 0,
    radiusMax: 0.2,
    count: 3,
  });
  hidden.style.display = "";
  await rest(100);
  // Ten pixels of the screen are one of the map.
  expect(Number(view.root.querySelector(".grip")?.getAttribute("r"))).toBeCloseTo(0.6, 2);
});

test("a field takes decimals behind a comma, and refuses what is beyond its range in words", () => {
  const [taken, refused]: [number[], string[]] = [[], []];
  const field = createNumberField({ change: (value) => taken.push(value), refuse: (words) => refused.push(words) });
  document.body.append(field.root);
  field.set(80, "ON RA [deg]", [0, 360]);
  const input = field.root.querySelector("input") as HTMLInputElement;
  for (const typed of ["83,5", " 12.25 ", "360", "", "400", "-1", "1,2,3"]) {
    input.value = typed;
    input.dispatchEvent(new Event("change"));
  }
  expect(taken).toEqual([83.5, 12.25, 360]);
  expect(refused).toEqual([
    "ON RA [deg] must be between 0 and 360, and 400 is not.",
    "ON RA [deg] must be between 0 and 360, and -1 is not.",
    'ON RA [deg]: "1,2,3" is no number.',
  ]);
  input.value = "83.5";
  input.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowUp" }));
  expect([input.value, taken.at(-1)]).toEqual(["83.51", 83.51]);
});

test("a right ascension that is none leaves the job as it was", async () => {
  const element = await openNight();
  const before = element.value;
  const label = Array.from(element.shadowRoot?.querySelectorAll("label") ?? []).find(
    ({ textContent }) => textContent === "ON RA [deg]",
  );
  const input = label?.querySelector("input") as HTMLInputElement;
  input.value = "400";
  input.dispatchEvent(new Event("change"));
  expect(element.value).toBe(before);
  expect(found(element, ".fault").textContent).toContain("ON RA [deg] must be between 0 and 360");
});

test("dates below an axis are whole", () => {
  const style = document.createElement("style");
  style.textContent = ".tick { font: 10.5px sans-serif } .middle { text-anchor: middle }";
  document.body.append(style);
  const day = 86_400_000;
  for (const width of [300, 420, 640]) {
    for (const days of [7, 10, 31, 90, 365]) {
      const end = Date.parse("2004-12-31T00:00:00Z");
      const range = [end - days * day, end] as const;
      const chart = { quantity: "Flux", unit: "", rows: [], range, selected: 0 };
      const { root } = drawTimeChart(chart, width);
      document.body.append(root);
      const edge = root.getBoundingClientRect().right;
      const ends = Array.from(root.querySelectorAll(".tick.middle"), (tick) => tick.getBoundingClientRect().right);
      expect(ends.length).toBeGreaterThan(0);
      expect(Math.max(...ends)).toBeLessThanOrEqual(edge);
    }
  }
});

/** Counts the workers that are started and have not been ended. */
function countWorkers() {
  const running = new Set<Worker>();
  const own = globalThis.Worker;
  vi.stubGlobal(
    "Worker",
    class extends own {
      constructor(...args: ConstructorParameters<typeof Worker>) {
        super(...args);
        running.add(this);
      }
      override terminate() {
        running.delete(this);
        super.terminate();
      }
    },
  );
  return running;
}

test("the elements of a page share few workers, give the numbers that one alone gives, and end them as they go", async () => {
  const alone = await openNight();
  await expect.poll(() => alone.result?.variability).not.toEqual({});
  const { bins, variability } = alone.result ?? {};
  alone.remove();
  await rest();
  const running = countWorkers();
  const elements = Array.from({ length: 8 }, () => makeSeries());
  document.body.append(...elements);
  for (const element of elements) element.open(droppedNight());
  await Promise.all(elements.map((element) => element.settled()));
  expect(running.size).toBe(Math.min(4, navigator.hardwareConcurrency));
  for (const element of elements) {
    await expect.poll(() => element.result?.variability, { timeout: 10_000 }).toEqual(variability);
    expect(element.result?.bins).toEqual(bins);
  }
  const tables = await Promise.all(elements.map((element) => element.table("csv")));
  expect(new Set(tables).size).toBe(1);
  for (const element of elements) element.remove();
  await rest();
  expect(running.size).toBe(0);
  vi.unstubAllGlobals();
});

test("a worker that computes for ever is ended with the element that is canceled, and the others go on", async () => {
  vi.stubGlobal("navigator", { hardwareConcurrency: 1 });
  const stuckWorker = workerOf(`
    const { job, source } = data.input ?? {};
    if (job?.job === "stuck") for (;;);
    if (data.method === "series/open") postMessage({ id: data.id, value: { job: { job: source.address }, runs: [] } });
    else postMessage({ id: data.id, fault: { code: "unsupported", message: "no fits" } });`);
  const [one, other] = [
    makeSeries({ worker: stuckWorker, src: "/a/" }),
    makeSeries({ worker: stuckWorker, src: "/b/" }),
  ];
  document.body.append(one, other);
  await Promise.all([one.settled(), other.settled()]);
  vi.unstubAllGlobals();
  one.value = { job: "stuck" };
  await rest(50);
  let failures = 0;
  other.addEventListener("gammakit-error", () => failures++);
  other.value = { job: "mine" };
  await rest(100);
  expect(failures).toBe(0);
  one.cancel();
  await expect.poll(() => failures, { timeout: 8000 }).toBe(1);
  expect(found(other, ".fault").textContent).toBe("no fits");
  one.value = { job: "next" };
  await one.settled();
  expect(found(one, ".fault").textContent).toBe("no fits");
}, 15_000);

test("another address takes over from one that hangs", async () => {
  const element = makeSeries({ worker: hangingWorker, src: "/hangs/" });
  document.body.append(element);
  await rest(50);
  element.setAttribute("src", "/b/");
  await expect.poll(() => element.value?.job, { timeout: 500 }).toMatch(/\/b\/$/);
});

test("another address takes over from the fits of one that hang", async () => {
  const element = makeSeries({ worker: hangingWorker, src: "/late/" });
  document.body.append(element);
  await expect.poll(() => element.value?.job).toBe("hangs");
  element.setAttribute("src", "/b/");
  await expect.poll(() => element.value?.job, { timeout: 500 }).toMatch(/\/b\/$/);
});

test("a job takes over from one whose fits hang", async () => {
  const element = makeSeries({ worker: hangingWorker, src: "/a/" });
  document.body.append(element);
  await element.settled();
  element.value = { job: "hangs" };
  await rest(50);
  element.value = { job: "mine" };
  await element.settled();
  expect(found(element, ".fault").textContent).toBe("no fits");
});

test("a result comes with the job that it is of, however fast jobs follow each other", async () => {
  const element = await openNight();
  const pairs: unknown[][] = [];
  element.addEventListener("gammakit-result", (event) => {
    const { job, result } = (event as CustomEvent).detail;
    pairs.push([job.on.radius, result.job.on.radius]);
  });
  for (let k = 0; k < 40; k++) {
    element.value = withOn(element.value, { radius: `${0.1 + k / 1000} deg` });
    await rest(30);
  }
  await element.settled();
  expect(pairs.length).toBeGreaterThan(1);
  for (const [asked, computed] of pairs) expect(asked).toBe(computed);
});

test("what is computed of a job that rests is not shown once other data are asked for", async () => {
  const element = await openNight();
  let results = 0;
  element.addEventListener("gammakit-result", () => results++);
  vi.spyOn(globalThis, "fetch").mockReturnValue(new Promise(() => undefined));
  element.setAttribute("job", "/hangs.yaml");
  element.setAttribute("src", "/b/");
  await rest(600);
  expect(results).toBe(0);
  element.remove();
});

test("the first interval that was chosen comes back with the address, and is not exchanged for the brightest", async () => {
  const explorer = await addExplorer();
  explorer.open(droppedNight());
  await explorer.view?.settled();
  if (explorer.view === undefined) throw new Error("nothing is open");
  explorer.view.selected = 2;
  explorer.view.selected = 0;
  await expect.poll(() => location.hash).toMatch(/&at=0&/);
  const { hash } = location;
  explorer.remove();
  const again = await addExplorer(hash);
  again.open(droppedNight());
  await again.view?.settled();
  expect(again.view?.selected).toBe(0);
});

test("an interval that is chosen before data are open is kept, and starts no worker", async () => {
  const started = vi.fn();
  vi.stubGlobal("Worker", started);
  const element = makeSeries();
  element.selected = 1;
  element.selected = 0;
  expect(started).not.toHaveBeenCalled();
  vi.unstubAllGlobals();
  document.body.append(element);
  element.open(droppedNight());
  await element.settled();
  expect(element.selected).toBe(0);
});

/** As frameworks wrap their state: an object that can't be sent to a worker. */
function wrapped<T extends object>(value: T): T {
  return new Proxy(value, {
    get: (target, key) => {
      const inner: unknown = Reflect.get(target, key);
      const isPlain = Array.isArray(inner) || (inner as object | null)?.constructor === Object;
      return isPlain ? wrapped(inner as object) : inner;
    },
  });
}

test("data and jobs are taken as a framework wraps them, and as they were when they were set", async () => {
  const element = makeSeries();
  document.body.append(element);
  element.open(wrapped(droppedNight()));
  await element.settled();
  expect(found(element, ".fault").textContent).toBe("");
  const job = JSON.parse(JSON.stringify(element.value));
  job.on.radius = "0.2 deg";
  element.value = wrapped(job);
  job.on.radius = "0.3 deg";
  await element.settled();
  expect(element.result?.job.on).toMatchObject({ radius: "0.2 deg" });
  element.open(wrapped(droppedNight()), wrapped(job));
  await element.settled();
  expect(element.result?.job.on).toMatchObject({ radius: "0.3 deg" });
});

test("an attribution that changes is shown", async () => {
  const element = makeSeries({ worker: idleWorker, src: "/a/", attribution: "These data are ours." });
  document.body.append(element);
  await element.settled();
  expect(found(element, ".attribution").textContent).toBe("These data are ours.");
  element.setAttribute("attribution", "These data are theirs.");
  expect(found(element, ".attribution").textContent).toBe("These data are theirs.");
});

test("a table of an element that is out of its page is refused, without a worker", async () => {
  const element = await openNight();
  element.remove();
  await rest();
  const started = vi.fn();
  vi.stubGlobal("Worker", started);
  await expect(element.table("csv")).rejects.toThrow("No data are open");
  const profile = document.createElement("gammakit-flux-profile");
  await expect(profile.table("csv")).rejects.toThrow("No data are open");
  vi.unstubAllGlobals();
  expect(started).not.toHaveBeenCalled();
});

test("charts that are drawn and made narrower raise no error of the page", async () => {
  const raised: string[] = [];
  const listen = ({ message }: ErrorEvent) => raised.push(message);
  addEventListener("error", listen);
  const element = await openNight();
  await rest(100);
  element.style.width = "300px";
  await rest(200);
  removeEventListener("error", listen);
  expect(found(element, ".chart svg").getAttribute("width")).toMatch(/^2\d\d$/);
  expect(raised).toEqual([]);
});

test("those who listen hear the value of a slider once, and of no image without a name", async () => {
  const element = await openNight();
  const isHeard = (heard: Element) => heard.closest("[aria-hidden=true]") === null;
  const all = Array.from(element.shadowRoot?.querySelectorAll("output, [role=status], svg, canvas") ?? []);
  const heard = all.filter(isHeard).map((one) => one.getAttribute("aria-label") ?? one.getAttribute("role"));
  expect(heard).toEqual(["status", "Counts around the ON region, smoothed, on a square-root scale"]);
});

test("elements that follow each other come to rest", async () => {
  const [one, other] = [makeSeries({ worker: idleWorker, src: "/a/" }), makeSeries({ worker: idleWorker, src: "/a/" })];
  document.body.append(one, other);
  await Promise.all([one.settled(), other.settled()]);
  let changes = 0;
  for (const [from, to] of [
    [one, other],
    [other, one],
  ]) {
    from.addEventListener("gammakit-change", (event) => {
      if (changes++ < 20) to.value = (event as CustomEvent).detail.job;
    });
  }
  one.value = { job: "mine" };
  expect([one.value, other.value]).toEqual([{ job: "mine" }, { job: "mine" }]);
  expect(changes).toBe(2);
});

test("a job that is set again is computed again where it failed, or was canceled", async () => {
  const element = makeSeries({ worker: idleWorker, src: "/a/" });
  document.body.append(element);
  await element.settled();
  let failures = 0;
  element.addEventListener("gammakit-error", () => failures++);
  element.value = { job: "mine" };
  await element.settled();
  element.value = { job: "mine" };
  await element.settled();
  expect(failures).toBe(2);
  element.cancel();
  element.value = { job: "mine" };
  await element.settled();
  expect(failures).toBe(3);
});

test("the explorer opens an address that counts from the page, and tells of one that is none", async () => {
  const explorer = await addExplorer();
  explorer.setAttribute("worker", idleWorker);
  explorer.open({ kind: "address", address: "/a/" });
  await explorer.view?.settled();
  expect(explorer.view?.value?.job).toBe(`of ${new URL("/a/", location.href).href}`);
  explorer.open({ kind: "address", address: "/maps/cube.fits.gz?v=1" });
  expect(explorer.view?.localName).toBe("gammakit-flux-profile");
  explorer.open({ kind: "address", address: "http://[data" });
  await expect.poll(() => found(explorer, ".welcome").textContent).toContain('"http://[data" is no address of data.');
});

test("the value of a slider stays on one line beside a long label", () => {
  const element = document.createElement("gammakit-flux-profile");
  element.style.width = "820px";
  document.body.append(element);
  element.value = { model: { parameters: { index: 2.35 } } };
  for (const hidden of element.shadowRoot?.querySelectorAll<HTMLElement>("[hidden]") ?? []) hidden.hidden = false;
  const values = Array.from(element.shadowRoot?.querySelectorAll("output") ?? []);
  const value = values.find(({ textContent }) => textContent === "2.35");
  const text = document.createRange();
  text.selectNodeContents(value as Node);
  expect(text.getClientRects().length).toBe(1);
});

test("what the address of a page names is opened while the list of examples is still waited for", async () => {
  vi.spyOn(globalThis, "fetch").mockReturnValue(new Promise(() => undefined));
  history.replaceState(null, "", "#src=/a/");
  const explorer = document.createElement("gammakit-explorer");
  explorer.setAttribute("worker", idleWorker);
  explorer.setAttribute("samples", "/samples.json");
  document.body.append(explorer);
  await expect.poll(() => explorer.view?.value?.job, { timeout: 500 }).toMatch(/\/a\/$/);
});

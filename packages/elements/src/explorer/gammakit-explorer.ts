import { droppedFiles } from "../client/dropped-files.ts";
import { joinWorkers } from "../client/join-workers.ts";
import { html } from "../dom/build.ts";
import { elementStyle } from "../dom/style.ts";
import type { GammakitFluxProfile } from "../flux-profile/gammakit-flux-profile.ts";
import { PageElement } from "../page-element.ts";
import type { DataSource, JobObject } from "../protocol.ts";
import type { GammakitSpectrumFiles } from "../spectrum-files/gammakit-spectrum-files.ts";
import type { GammakitTimeSeries } from "../time-series/gammakit-time-series.ts";
import { acceptDrops } from "./accept-drops.ts";
import { type AnalysisKind, jobOf, kindByName, kindOfAddress, kindOfJob } from "./analysis-kind.ts";
import { type ChosenSource, joined } from "./chosen-source.ts";
import { openingAdvice } from "./opening-advice.ts";
import { addressOf, formatState, type Origin, type PageState, parseState } from "./page-state.ts";
import { readSamples, type Sample } from "./samples.ts";
import { createToolbar } from "./toolbar.ts";
import { createWelcome } from "./welcome.ts";

/** What shows an analysis. */
type ShownElement = GammakitTimeSeries | GammakitFluxProfile | GammakitSpectrumFiles;

/** How long the page rests [ms] before its address says what it shows. */
const rest = 250;

/** What is open, whether it is shown or not. */
interface Opened {
  readonly element: ShownElement;
  readonly origin: Origin;
  readonly title: string;
  readonly spectra: ChosenSource | undefined;
}

/** What an element says that could not do something. */
interface Failure {
  readonly stage: string;
  readonly code: string;
  readonly message: string;
}

/**
 * `<gammakit-explorer samples="SAMPLES.json">`: opens a DL3 folder, a map or files of spectra that a person drops, chooses or names,
 * and shows them in the element that is made for them. What it shows stands in the address of the page.
 */
export class GammakitExplorer extends PageElement {
  static readonly observedAttributes = ["theme", "samples"];

  private readonly heading = html("span", { class: "title", tabindex: -1 });
  private readonly toolbar: HTMLElement;
  private readonly stage = html("div", {});
  private readonly notice = html("p", { class: "fault", role: "alert" });
  private readonly progress = html("p", { class: "hint", role: "status" });
  private readonly welcome = createWelcome({
    open: (source) => this.open(source),
    openSample: (sample) => this.openSample(sample),
    back: () => this.goBack(""),
  });
  private offered: readonly Sample[] = [];
  /** How often samples were asked for; 0 before the element is on a page. */
  private asked = 0;
  private origin: Origin = {};
  private element: ShownElement | undefined;
  /** What was open, which stays open behind the page until other data are read. */
  private previous: Opened | undefined;
  /** How often data were asked for, so that those which came later are shown. */
  private turn = 0;
  /** Files of spectra that are open, or could not be used without those that are still to come. */
  private spectra: ChosenSource | undefined;
  /** The files that are to be dropped once more, and how they were shown. */
  private waiting: PageState | undefined;
  private written: string | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly onHash = () => {
    if (location.hash !== this.written) void this.attempt(() => this.restore());
  };

  constructor() {
    super();
    const shadow = this.attachShadow({ mode: "open" });
    shadow.adoptedStyleSheets = [elementStyle()];
    this.toolbar = createToolbar(this.heading, {
      shown: () => this.shown(),
      importJob: (file) => this.importJob(file),
      leave: () => this.leave(),
      attempt: (act) => void this.attempt(act),
    });
    shadow.append(this.toolbar, this.notice, this.progress, this.welcome.root, this.stage);
    acceptDrops(this, this.welcome.root, (transfer) => void this.attempt(() => this.take(transfer)));
    for (const name of ["change", "result", "select", "error", "cancel"]) {
      this.stage.addEventListener(`gammakit-${name}`, (event) => {
        // Nobody is to hear of what is not shown.
        if (event.target !== this.element) event.stopImmediatePropagation();
      });
    }
    this.stage.addEventListener("gammakit-result", () => {
      this.forget();
      this.remember();
    });
    this.stage.addEventListener("gammakit-select", () => this.remember());
    this.stage.addEventListener("gammakit-error", (event) => {
      const { stage, code, message } = (event as CustomEvent<Failure>).detail;
      // Data that can't be opened are no reason to look at an empty page, nor to lose what was there.
      if (stage !== "open") return;
      const isOwn = this.origin.files !== undefined;
      const isMap = this.element?.localName === "gammakit-flux-profile";
      this.goBack(openingAdvice({ code, message, isOwn, isMap, kept: this.previous?.title }));
    });
    this.stage.addEventListener("gammakit-cancel", () => {
      // Data that are open already wait for another job.
      if (this.previous === undefined && this.element?.value !== undefined) return;
      this.spectra = undefined;
      this.goBack("Canceled.");
    });
  }

  connectedCallback(): void {
    globalThis.addEventListener("hashchange", this.onHash);
    void this.begin();
  }

  attributeChangedCallback(name: string, before: string | null, after: string | null): void {
    if (name === "samples") {
      // Those that it has when it comes to a page are read then.
      if (this.asked > 0 && after !== before) void this.begin();
      return;
    }
    for (const element of [this.element, this.previous?.element]) {
      if (after === null) element?.removeAttribute(name);
      else element?.setAttribute(name, after);
    }
  }

  disconnectedCallback(): void {
    clearTimeout(this.timer);
    globalThis.removeEventListener("hashchange", this.onHash);
  }

  /** The element that shows what is open; undefined before there is something. */
  get view(): ShownElement | undefined {
    return this.element;
  }

  /** Opens data: below an address, or files that a person chose. */
  open(source: DataSource, job?: JobObject): void {
    const turn = ++this.turn;
    const isAddress = source.kind === "address";
    const kind = kindOfJob(job) ?? (isAddress ? kindOfAddress(source.address) : kindByName(source.files));
    if (kind !== undefined || isAddress) this.openAs(kind ?? "time-series", source, job);
    else void this.attempt(() => this.openByContent(source, job, turn));
  }

  /** Opens files of which only what is in them tells for which analysis they are. */
  private async openByContent(source: ChosenSource, job: JobObject | undefined, turn: number): Promise<void> {
    const client = joinWorkers(this.getAttribute("worker") ?? undefined);
    try {
      this.progress.textContent = "Looking into the files.";
      const kind = await client.call("files/kind", { files: source.files });
      if (turn === this.turn) this.openAs(kind, source, job);
    } finally {
      client.close();
      if (turn === this.turn) this.progress.textContent = "";
    }
  }

  private openAs(kind: AnalysisKind, given: DataSource, job: JobObject | undefined): void {
    const isSpectra = kind === "spectrum-files" && given.kind === "files";
    const { element: before, spectra } = this;
    const source = isSpectra ? joined(spectra?.files ?? [], given.files) : given;
    const isAddress = source.kind === "address";
    const waiting = isAddress ? undefined : this.waitingFor(source.name, kind);
    const element = this.make(kind, isAddress ? { src: source.address } : { files: source.name });
    this.spectra = isSpectra && source.kind === "files" ? source : undefined;
    this.heading.textContent = isAddress ? source.address : source.name;
    if (waiting?.at !== undefined) element.selected = waiting.at;
    if (spectra !== undefined && isSpectra && isSpectraElement(before))
      (element as GammakitSpectrumFiles).openMore(source, before);
    else element.open(source, job ?? waiting?.job);
  }

  /** What the address of the page says of files; other ones begin anew, as their runs have other numbers. */
  private waitingFor(name: string, kind: AnalysisKind): PageState | undefined {
    const { waiting } = this;
    return waiting?.files === name && waiting.job?.job === jobOf[kind] ? waiting : undefined;
  }

  private openSample(sample: Sample, job?: JobObject): void {
    this.turn++;
    this.spectra = undefined;
    const element = this.make(sample.kind, { sample: sample.id });
    this.heading.textContent = sample.title;
    if (sample.attribution !== undefined) element.setAttribute("attribution", sample.attribution);
    if (job !== undefined) element.open({ kind: "address", address: sample.src }, job);
    else {
      if (sample.job !== undefined) element.setAttribute("job", sample.job);
      element.setAttribute("src", sample.src);
    }
  }

  /** Takes what was dropped: data, or a job file. */
  private async take(transfer: DataTransfer): Promise<void> {
    const source = await this.lookThrough(transfer);
    if (source.kind !== "files") return;
    if (source.files.length === 0)
      throw new Error("What was dropped holds no file. Drop a DL3 folder, the file of a map or files of spectra.");
    const [only] = source.files;
    if (source.files.length === 1 && /\.(ya?ml|json)$/i.test(only.path)) await this.importJob(only.file as File);
    else this.open(source);
  }

  /** The files of what was dropped. Those of a large folder take seconds, in which their number is told. */
  private async lookThrough(transfer: DataTransfer): Promise<DataSource> {
    try {
      return await droppedFiles(transfer, (found) => {
        this.progress.textContent = `Looking through the folder: ${found.toLocaleString("en")} files so far.`;
      });
    } finally {
      this.progress.textContent = "";
    }
  }

  private async importJob(file: File): Promise<void> {
    const text = await file.text();
    if (this.element !== undefined) return this.element.importJob(text, file.name);
    throw new Error("Open the data first, then import the job.");
  }

  /** Makes the element for an analysis, in place of the one before. */
  private make(kind: AnalysisKind, origin: Origin): ShownElement {
    const element = document.createElement(`gammakit-${kind}`) as ShownElement;
    for (const name of ["worker", "theme"]) {
      const value = this.getAttribute(name);
      if (value !== null) element.setAttribute(name, value);
    }
    element.setAttribute("exportparts", "panel, chart, controls, sky, status, attribution");
    this.putAside();
    [this.element, this.origin, this.waiting] = [element, origin, undefined];
    this.notice.textContent = "";
    this.stage.append(element);
    this.welcome.say("");
    this.show(this.toolbar, this.welcome.root, this.heading);
    return element;
  }

  /** Keeps what is shown open behind the page; what has shown nothing yet is given up. */
  private putAside(): void {
    const { element, origin } = this;
    if (element?.result === undefined) element?.remove();
    else {
      this.forget();
      element.hidden = true;
      this.previous = { element, origin, title: this.heading.textContent ?? "", spectra: this.spectra };
    }
    [this.element, this.origin] = [undefined, {}];
  }

  /** Closes what was put aside. */
  private forget(): void {
    this.previous?.element.remove();
    this.previous = undefined;
  }

  /** Shows what was put aside, or no data. */
  private goBack(words: string): void {
    const { previous } = this;
    if (previous === undefined) {
      this.close(words);
      return;
    }
    this.element?.remove();
    [this.element, this.origin] = [previous.element, previous.origin];
    [this.previous, this.waiting] = [undefined, undefined];
    this.spectra = previous.spectra ?? this.spectra;
    this.heading.textContent = previous.title;
    previous.element.hidden = false;
    this.show(this.toolbar, this.welcome.root, this.heading);
    this.notice.textContent = words;
    const clear = () => {
      this.notice.textContent = "";
    };
    this.stage.addEventListener("gammakit-change", clear, { once: true });
    // The address may name what could not be opened.
    this.remember();
  }

  private forgetSpectra(): void {
    // What was put aside has its own.
    this.turn++;
    this.putAside();
    this.spectra = undefined;
  }

  private close(words = ""): void {
    this.element?.remove();
    [this.element, this.origin] = [undefined, {}];
    this.forget();
    this.clear(words);
    this.write("");
  }

  /** Shows the ways to open other data. What is open stays so until those are read. */
  private leave(): void {
    this.forgetSpectra();
    this.clear("");
    this.write("");
  }

  /** Shows the ways to open data instead of what is open. */
  private clear(words: string): void {
    this.putAside();
    this.notice.textContent = "";
    this.welcome.offerBack(this.previous?.title);
    this.show(this.welcome.root, this.toolbar, this.welcome.first);
    this.welcome.say(words);
  }

  /** Shows one instead of another; a person who was in that one with the keys goes on at `first`. */
  private show(one: HTMLElement, other: HTMLElement, first: HTMLElement): void {
    const wasIn = other.contains(this.shadowRoot?.activeElement ?? null);
    [one.hidden, other.hidden] = [false, true];
    if (wasIn) first.focus();
  }

  private shown(): ShownElement {
    if (this.element === undefined) throw new Error("No data are open.");
    return this.element;
  }

  /** Reads the samples and the address of the page, which may name one of them. */
  private async begin(): Promise<void> {
    const turn = ++this.asked;
    const restore = async (isForSample: boolean) => {
      const isNamed = parseState(location.hash).sample !== undefined;
      if (isNamed === isForSample && this.element === undefined && this.isConnected)
        await this.attempt(() => this.restore());
    };
    await restore(false);
    const address = this.getAttribute("samples");
    const isRead = await this.attempt(async () => {
      const offered = address === null ? [] : await readSamples(new URL(address, this.baseURI).href);
      if (turn !== this.asked) return;
      this.offered = offered;
      this.welcome.offer(offered);
    });
    // Why a sample is not there is told already.
    if (turn === this.asked && isRead) await restore(true);
  }

  /** Shows what the address of the page says. */
  private restore(): void {
    const state = parseState(location.hash);
    const { sample, src, files, job, at } = state;
    this.written = location.hash;
    const known = this.offered.find(({ id }) => id === sample);
    if (known !== undefined) this.openSample(known, job);
    else if (sample !== undefined) {
      throw new Error(
        `The address of this page names the example ${JSON.stringify(sample)}, which is not offered here.`,
      );
    } else if (src !== undefined) this.open({ kind: "address", address: addressOf(src, this.baseURI) }, job);
    else if (files !== undefined) {
      this.clear(`This page showed ${files}, which is on your machine. Drop it here again to go on.`);
      this.waiting = state;
    } else if (location.hash === "" && this.element !== undefined) this.close();
    if (at !== undefined && this.element !== undefined) this.element.selected = at;
  }

  /** Lets the address of the page say what it shows. */
  private remember(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      const job = this.element?.value;
      if (this.element === undefined || job === undefined) return;
      this.write(formatState({ ...this.origin, job, at: this.element.selected }));
    }, rest);
  }

  private write(hash: string): void {
    clearTimeout(this.timer);
    this.written = hash === "#" ? "" : hash;
    history.replaceState(history.state, "", hash === "" ? location.pathname + location.search : hash);
    this.written = location.hash;
  }

  /** Does what a person asked for, and tells what goes wrong in words; gives whether all went well. */
  private async attempt(act: () => void | Promise<void>): Promise<boolean> {
    try {
      await act();
      return true;
    } catch (error) {
      const words = error instanceof Error ? error.message : String(error);
      if (this.element === undefined) this.welcome.say(words);
      else this.element.tell(words);
      return false;
    }
  }
}

function isSpectraElement(element: ShownElement | undefined): element is GammakitSpectrumFiles {
  return element?.localName === "gammakit-spectrum-files";
}

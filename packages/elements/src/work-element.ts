import type { Client } from "./client/create-pool.ts";
import { joinWorkers } from "./client/join-workers.ts";
import { createLatestWins, type LatestWins } from "./client/latest-wins.ts";
import { WorkError } from "./client/work-error.ts";
import { html } from "./dom/build.ts";
import type { ChartPanel } from "./dom/chart-panel.ts";
import { createStatusBar, type StatusBar } from "./dom/status-bar.ts";
import { elementStyle } from "./dom/style.ts";
import { svgText } from "./dom/svg-text.ts";
import { formatJob } from "./job/format-job.ts";
import { PageElement } from "./page-element.ts";
import type {
  DataSource,
  InputOf,
  JobObject,
  MethodName,
  OpenInput,
  OutputOf,
  TableFormat,
  WorkProgress,
} from "./protocol.ts";

/** What is done by then [ms] needs no bar. */
const soon = 250;

/** What an element opens, and how it begins. */
interface Opening {
  readonly source: DataSource;
  readonly jobAddress?: string | undefined;
  readonly job?: JobObject | undefined;
}

/**
 * What the elements have in common: data, a job, a worker that computes the one from the other, and words about it. No member has the
 * name of an attribute: Vue and React set a property of that name instead, where there is one.
 */
export abstract class WorkElement extends PageElement {
  static readonly observedAttributes = ["src", "job", "attribution"];

  /** The panel for what the element shows; empty before data are open. */
  protected readonly content: HTMLElement;
  protected readonly status: StatusBar;
  private readonly fault: HTMLElement;
  private readonly credit: HTMLElement;
  private client: Client | undefined;
  private current: JobObject | undefined;
  /** The newest that was asked to be opened; what is open; a job that was set before its data are. */
  private asked: Opening | undefined;
  private opened: Opening | undefined;
  private wanted: JobObject | undefined;
  /** What the owners of the data that are shown ask to be said. */
  private owners: readonly string[] = [];
  /** Whether the job that is shown was canceled or has failed, and may be set once more. */
  private isLeft = false;
  private isParted = false;
  private isQueued = false;
  private readonly openings: LatestWins<Opening>;
  private readonly updates: LatestWins<JobObject>;

  constructor() {
    super();
    const shadow = this.attachShadow({ mode: "open" });
    shadow.adoptedStyleSheets = [elementStyle()];
    this.status = createStatusBar(() => this.cancel());
    this.fault = html("p", { class: "fault", role: "alert" });
    this.credit = html("p", { class: "attribution", part: "attribution" });
    this.content = html("div", {});
    shadow.append(this.credit, this.status.root, this.fault, this.content);
    // Nothing of data that nobody wants any more is of use.
    this.openings = createLatestWins(async (opening, signal) => {
      await this.guard("open", signal, () => this.work(opening, signal));
      // What a newer wish called off, or the end of the element, is no news.
      if (signal.aborted && this.asked === opening && this.isConnected) this.tellCanceled();
    }, 0);
    this.updates = createLatestWins((job, signal) => this.guard("update", signal, () => this.compute(job, signal)));
  }

  connectedCallback(): void {
    this.takeEarlyValue();
    if (this.asked === undefined) this.queueOpening();
    else if (this.isParted) this.openings.wish(this.asked);
    this.isParted = false;
  }

  disconnectedCallback(): void {
    // An element that is moved is connected again at once.
    queueMicrotask(() => {
      if (this.isConnected) return;
      // Put back, it goes on with the job as it was.
      if (this.asked !== undefined && this.opened === this.asked)
        this.asked = { source: this.asked.source, job: this.current };
      this.isParted = true;
      this.cancel();
      this.client?.close();
      [this.client, this.opened] = [undefined, undefined];
    });
  }

  attributeChangedCallback(name: string, before: string | null, after: string | null): void {
    if (before === after) return;
    if (name === "attribution") {
      this.showCredit();
      return;
    }
    this.asked = undefined;
    if (name === "job") this.wanted = undefined;
    this.queueOpening();
  }

  /** The job that is shown, as in a job file; undefined before data are open. Setting another computes anew, as soon as data are open. */
  get value(): JobObject | undefined {
    return this.current;
  }

  set value(job: JobObject | undefined) {
    if (job === undefined) return;
    const own = plain(job);
    const isTaken = this.isOpen() || this.wanted === this.current;
    // Elements, and frameworks, that set each job which they are told would go on for ever.
    if (isTaken && !this.isLeft && JSON.stringify(own) === JSON.stringify(this.current)) return;
    if (!this.isOpen()) this.wanted = own;
    this.change(own);
  }

  /** The job as the text of a job file, which `gammakit run` takes. */
  jobText(): string {
    return `# gammakit run job.yaml --out results\n${formatJob(this.current ?? {})}`;
  }

  /** Takes the job of a job file, on the data that are open. Rejects with the reason where it is none, or one of another kind. */
  async importJob(text: string, name: string): Promise<void> {
    const job = await this.workerClient().call("job/parse", { text, name });
    const own = this.current?.job;
    if (own !== undefined && job.job !== own) {
      throw new WorkError({
        code: "invalid-input",
        message: `${name} is a job "${job.job}", and the data that are open are for "${own}".`,
      });
    }
    this.change(job);
  }

  /** Opens data: below an address, or files that a person chose; these stay on the person's machine. */
  open(source: DataSource, job?: JobObject): void {
    this.wanted = undefined;
    this.asked = { source: plainSource(source), job: job && plain(job) };
    this.openings.wish(this.asked);
  }

  /** Shows what went wrong, in words. */
  tell(words: string): void {
    this.fault.textContent = words;
  }

  /** Stops what is under way. */
  cancel(): void {
    this.isLeft = true;
    this.openings.cancel();
    this.leaveJob();
  }

  /** Resolves when what was asked for is fitted and shown. How parameters vary follows once the job rests, with a result of its own. */
  async settled(): Promise<void> {
    // What the attributes name is asked for in a microtask.
    await Promise.resolve();
    await this.openings.idle();
    await this.updates.idle();
  }

  /** The table of the result. */
  abstract table(format: TableFormat): Promise<string>;

  /** The charts as one SVG file. */
  svg(): string {
    const drawings = this.panels().flatMap((panel) => panel.drawing() ?? []);
    return svgText(drawings, getComputedStyle(this).backgroundColor);
  }

  /** The panels of the charts, in their order. */
  protected abstract panels(): readonly ChartPanel[];

  /** Opens data in the worker, and gives the job to begin with. */
  protected abstract openData(input: OpenInput, signal: AbortSignal): Promise<JobObject>;

  /** Computes a job and shows what it gives. */
  protected abstract compute(job: JobObject, signal: AbortSignal): Promise<void>;

  /** Shows a job at once, before it is computed. */
  protected abstract reflect(job: JobObject): void;

  /** Stops what is computed of the job that is shown. */
  protected leaveJob(): void {
    this.updates.cancel();
  }

  /** The workers of the page, which are started when they are first needed. */
  protected workerClient(): Client {
    this.client ??= joinWorkers(this.getAttribute("worker") ?? undefined);
    return this.client;
  }

  /** The worker with the data that are open. Throws "invalid-input" where there are none. */
  protected openClient(): Client {
    if (this.opened !== undefined) return this.workerClient();
    const message = "No data are open, so there is no table. Wait for settled(), and keep the element in the page.";
    throw new WorkError({ code: "invalid-input", message });
  }

  /** Takes another job: shows it at once, and computes it when the worker is free. */
  protected change(job: JobObject): void {
    this.current = job;
    this.isLeft = false;
    this.reflect(job);
    if (this.isOpen()) this.updates.wish(job);
    this.dispatchEvent(new CustomEvent("gammakit-change", { detail: { job }, bubbles: true, composed: true }));
  }

  /** Tells others what was computed. */
  protected announce(
    detail: { readonly job: JobObject; readonly result: unknown; readonly milliseconds: number },
    attribution: readonly string[],
  ): void {
    this.owners = attribution;
    this.showCredit();
    this.fault.textContent = "";
    this.dispatchEvent(new CustomEvent("gammakit-result", { detail, bubbles: true, composed: true }));
  }

  /** Calls the worker; how far it is, and a button to stop it, are shown where it takes long. */
  protected async ask<M extends MethodName>(
    method: M,
    input: InputOf<M>,
    what: string,
    signal: AbortSignal,
  ): Promise<OutputOf<M>> {
    let latest: WorkProgress = { done: 0, total: null };
    let isShown = false;
    const timer = setTimeout(() => {
      isShown = true;
      this.status.progress(what, latest);
    }, soon);
    const onProgress = (progress: WorkProgress) => {
      latest = progress;
      if (isShown) this.status.progress(what, progress);
    };
    try {
      return await this.workerClient().call(method, input, { signal, onProgress });
    } finally {
      clearTimeout(timer);
    }
  }

  /** Whether the data that were asked for last are open, and not those before. */
  private isOpen(): boolean {
    return this.opened !== undefined && !this.isQueued && (this.asked ?? this.opened) === this.opened;
  }

  private showCredit(): void {
    const words = [this.getAttribute("attribution") ?? "", ...this.owners].filter((text) => text !== "");
    this.credit.textContent = [...new Set(words)].join(" ");
  }

  private tellCanceled(): void {
    this.dispatchEvent(new CustomEvent("gammakit-cancel", { bubbles: true, composed: true }));
  }

  /** Opens what the attributes name, once for all that change together. */
  private queueOpening(): void {
    if (this.isQueued || !this.isConnected || this.getAttribute("src") === null) return;
    this.isQueued = true;
    queueMicrotask(() => {
      this.isQueued = false;
      const [src, job] = [this.getAttribute("src"), this.getAttribute("job")];
      if (src === null || !this.isConnected) return;
      const source = { kind: "address", address: src } as const;
      this.asked = { source, jobAddress: job ?? undefined };
      this.openings.wish(this.asked);
    });
  }

  /** A job that was set before the page knew the element lies over the property that would have taken it. */
  private takeEarlyValue(): void {
    const early = Object.getOwnPropertyDescriptor(this, "value");
    if (early === undefined) return;
    Reflect.deleteProperty(this, "value");
    this.value = early.value as JobObject | undefined;
  }

  private async work(opening: Opening, signal: AbortSignal): Promise<void> {
    const { jobAddress, job = this.wanted } = opening;
    this.leaveJob();
    signal.addEventListener("abort", () => this.leaveJob(), { once: true });
    this.opened = undefined;
    this.owners = [];
    this.showCredit();
    this.status.progress("Opening the data", { done: 0, total: null });
    const source = this.placed(opening.source);
    const isGiven = job !== undefined || jobAddress === undefined;
    const jobText = isGiven ? undefined : await fetchText(this.address(jobAddress), signal);
    const input = { source, ...(jobText !== undefined && { jobText }), ...(job && { job }) };
    const begun = await this.openData(input, signal);
    const next = this.wanted ?? begun;
    [this.opened, this.wanted] = [opening, undefined];
    this.change(next);
    await this.updates.idle();
  }

  /** A source whose address counts from that of the page. */
  private placed(source: DataSource): DataSource {
    return source.kind === "files" ? source : { kind: "address", address: this.address(source.address) };
  }

  private address(text: string): string {
    if (URL.canParse(text, this.baseURI)) return new URL(text, this.baseURI).href;
    throw new WorkError({ code: "invalid-input", message: `${JSON.stringify(text)} is no address of data.` });
  }

  /** Runs work, and tells what goes wrong in words. */
  private async guard(stage: string, signal: AbortSignal, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      // What was shown before has no data any more that its fields could be tried on.
      if (stage === "open") this.content.hidden = true;
      // What was called off by a newer wish is no news.
      if (signal.aborted) {
        this.status.say("Canceled.");
        return;
      }
      this.isLeft = true;
      const message = error instanceof Error ? error.message : String(error);
      const code = error instanceof WorkError ? error.code : "internal";
      this.fault.textContent = message;
      this.status.say("");
      this.dispatchEvent(
        new CustomEvent("gammakit-error", { detail: { code, message, stage }, bubbles: true, composed: true }),
      );
    } finally {
      this.status.progress("", undefined);
    }
  }
}

/** A job of its own. What frameworks wrap can't be sent to a worker, and what is set may be changed later. */
function plain(job: JobObject): JobObject {
  return JSON.parse(JSON.stringify(job));
}

function plainSource(source: DataSource): DataSource {
  if (source.kind === "address") return { ...source };
  return { ...source, files: source.files.map(({ path, file }) => ({ path, file })) };
}

async function fetchText(address: string, signal: AbortSignal): Promise<string> {
  const response = await fetch(address, { signal }).catch((cause: Error) => {
    if (signal.aborted) throw cause;
    throw new WorkError({
      code: "io",
      message: `${address} can't be fetched: ${cause.message}. Is the server up, and does it allow this page (CORS)?`,
    });
  });
  if (response.ok) return response.text();
  throw new WorkError({
    code: "io",
    message: `${address}: the server answered ${response.status}. Is the address of the job file right?`,
  });
}
